/** The report of a sweep for a terminal. */
import type { Severity } from '../model.ts';
import { severities } from '../model.ts';
import { painter } from '../shared/paint.ts';
import type { AuditReport, ReportCluster as Cluster, EarlierFinding, ReportFinding } from './audit-report.ts';
import type { Insights } from './insights/insights.ts';
import { sharedClientWords, subscriptionWords, unseenWords } from './insights/words.ts';
import { plainLine as printable } from './plain-line.ts';

export interface TextOptions {
  /** ANSI colours: only for a terminal. */
  readonly colour: boolean;
}

/** One screen for the fleet, then every finding and every unknown with what to do. Ends with a newline. */
export function textReport(report: AuditReport, options: TextOptions): string {
  const paint = painter(codes, options.colour);
  const blocks = [
    fleetLines(report, paint),
    ...report.clusters.map((cluster) => clusterLines(cluster, paint)),
    ...(report.insights === undefined ? [] : acrossBlocks(report.insights, paint)),
  ].map((lines) => lines.join('\n'));
  return `${blocks.join('\n\n')}\n`;
}

/** What is new cannot be told by a sweep that remembers nothing. */
function acrossBlocks({ sharedClients, subscriptions }: Insights, paint: Paint): readonly string[][] {
  const blind = unseenWords('Clients are not known, or not all,', sharedClients);
  const lines = [
    ...sharedClients.items.map((client) => `  ${printable(sharedClientWords(client))}`),
    // Of one subscription it is the coverage of the fleet.
    ...(subscriptions.total < 2 ? [] : subscriptions.items).map(
      (item) => `  ${printable(subscriptionWords(item))}`,
    ),
    ...(blind === null ? [] : [`  ${paint('unknown', 'NOT SEEN')} ${printable(blind)}`]),
  ];
  return lines.length === 0 ? [] : [[paint('title', 'Across the fleet'), ...lines]];
}

function fleetLines({ sweep, clusters }: AuditReport, paint: Paint): readonly string[] {
  const width = Math.max(7, ...clusters.map(({ name }) => printable(name).length));
  const audited = clusters.filter(({ state }) => state === 'audited').length;
  return [
    `Audited ${audited} of ${clusters.length} clusters, ${sweep.startedAt} to ${sweep.closedAt}`,
    ...(sweep.complete ? [] : [paint('critical', 'INCOMPLETE: not every cluster could be audited.')]),
    ...sweep.unseen.map((part) => paint('critical', `NOT SEEN: ${printable(part)}`)),
    '',
    `${'CLUSTER'.padEnd(width)}  SCORE  COVERAGE  FINDINGS`,
    ...clusters.map((cluster) => fleetRow(cluster, width, paint)),
  ];
}

function fleetRow(cluster: Cluster, width: number, paint: Paint): string {
  const name = printable(cluster.name).padEnd(width);
  if (cluster.state !== 'audited')
    return `${name}  ${paint('critical', `not audited: ${printable(cluster.why ?? cluster.state)}`)}`;
  const score = (cluster.score === null ? '–' : String(cluster.score)).padStart(5);
  const coverage = `${Math.round(cluster.coverage * 100)} %`.padStart(8);
  return `${name}  ${score}  ${coverage}  ${findingCounts(cluster, paint)}`;
}

function findingCounts({ findings, outOfSight }: Cluster, paint: Paint): string {
  const open = findings.filter(({ suppression }) => suppression === undefined);
  const suppressed = findings.length - open.length;
  const counts = severities.flatMap((severity) => {
    const count = open.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [paint(severity, `${count} ${severity}`)];
  });
  return [
    ...(counts.length === 0 ? ['none'] : counts),
    ...(suppressed === 0 ? [] : [`${suppressed} suppressed`]),
    ...(outOfSight.length === 0 ? [] : [paint('unknown', `${outOfSight.length} out of sight`)]),
  ].join(', ');
}

function clusterLines(cluster: Cluster, paint: Paint): readonly string[] {
  const unknowns = cluster.verdicts.filter(({ reason }) => reason !== undefined);
  return [
    paint('title', printable(cluster.name)),
    ...cluster.findings.flatMap((finding) => findingLines(finding, paint)),
    ...cluster.outOfSight.map((finding) => earlierLine(paint('unknown', 'OUT OF SIGHT'), finding)),
    ...unknowns.flatMap((verdict) => [
      `  ${paint('unknown', 'UNKNOWN')} ${verdict.check} (${verdict.reason}): ${printable(verdict.detail ?? '')}`,
      `    → ${printable(verdict.remedy ?? '')}`,
    ]),
    ...cluster.resolved.map((finding) => earlierLine('RESOLVED', finding)),
    `  ${passLine(cluster)}`,
  ];
}

function findingLines(finding: ReportFinding, paint: Paint): readonly string[] {
  const { severity, check, summary, remediation, suppression } = finding;
  if (suppression !== undefined) {
    const { owner, expires, reason } = suppression;
    return [
      `  SUPPRESSED ${severity} ${check}: ${printable(summary)}`,
      `    by ${printable(owner)} until ${expires}: ${printable(reason)}`,
    ];
  }
  return [
    `  ${paint(severity, severity.toUpperCase())} ${check}: ${printable(summary)}`,
    `    → ${printable(remediation.summary)}`,
  ];
}

function earlierLine(word: string, { severity, check, summary, lastSeen }: EarlierFinding): string {
  return `  ${word} ${severity} ${check}: ${printable(summary)} (last seen ${lastSeen})`;
}

function passLine({ verdicts, load }: Cluster): string {
  const passed = verdicts.filter(({ outcome }) => outcome === 'pass').length;
  const cost = `${load.requests} requests, ${Math.ceil(load.bytes / 1024)} KiB, ${load.objects} objects read`;
  return `${passed} of ${verdicts.length} checks passed; ${cost}`;
}

type Paint = (style: Severity | 'title' | 'unknown', text: string) => string;

const codes: Readonly<Record<Parameters<Paint>[0], string>> = {
  critical: '1;31',
  high: '31',
  medium: '33',
  low: '36',
  info: '2',
  unknown: '35',
  title: '1',
};
