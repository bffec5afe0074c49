/** The same client heavy in several clusters: one cause, and one team to talk to. */
import { clientOfWords, clientVersionOf, familyOf, isSystemUser, programOf } from '../../client-names.ts';
import type { BaselineEntry, ClientTotals, Severity, Threshold } from '../../model.ts';
import { bySeverity, isWorse } from '../../model.ts';
import { compareText } from '../../shared/compare-text.ts';
import { sum } from '../../shared/sum.ts';
import type { FleetSeen, SeenClients } from './fleet-seen.ts';
import { clientsSeen, inShort } from './fleet-seen.ts';
import type { SharedClient } from './insights.ts';

const guide =
  'https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/troubleshoot-apiserver-etcd';

/**
 * Heavy without a finding: half of what makes a finding of a dominant client. Ours: the guide ranks clients by requests and
 * leaves the bound open; what is a nuisance in one cluster is worth a word when it is one in many.
 */
const heavy = {
  share: { value: 0.25, unit: 'ratio', source: guide },
  rate: { value: 5, unit: 'requestsPerSecond', source: guide },
} as const satisfies Record<string, Threshold>;

type HeavyIn = SharedClient['clusters'][number];

/** Clients that are heavy in two clusters or more: named by an open finding as its cause, or by what they send. */
export function sharedClients(
  fleet: Pick<FleetSeen, 'latest' | 'open' | 'clients'>,
): readonly SharedClient[] {
  const findings = new Map(fleet.open.map((one) => [one.cluster.key, one.findings]));
  const found = clientsSeen(fleet).flatMap((seen) =>
    heavyClientsOf(seen, findings.get(seen.latest.cluster.key) ?? []),
  );
  return [...Map.groupBy(found, ({ name }) => name)]
    .filter(([, clusters]) => clusters.length > 1)
    .map(([name, clusters]) => sharedClientOf(name, clusters))
    .toSorted(byNeed);
}

interface Heavy {
  readonly name: string;
  readonly versions: readonly string[];
  readonly heavyIn: HeavyIn;
}

function sharedClientOf(name: string, found: readonly Heavy[]): SharedClient {
  const clusters = found.map(({ heavyIn }) => heavyIn);
  const versions = new Set(found.flatMap((one) => one.versions));
  return {
    name,
    versions: [...versions].toSorted(compareText),
    worst: worstIn(clusters),
    clusters,
    clustersTotal: clusters.length,
  };
}

function heavyClientsOf(seen: SeenClients, findings: readonly BaselineEntry[]): readonly Heavy[] {
  const named = Map.groupBy(
    findings.filter(({ culprit }) => culprit?.kind === 'client'),
    ({ culprit }) => familyOf(clientOfWords(culprit?.name ?? '')),
  );
  const sending = Map.groupBy(seen.busy?.clients ?? [], ({ userAgent, username }) =>
    familyOf({ program: programOf(userAgent), username }),
  );
  const names = [...new Set([...named.keys(), ...sending.keys()])];
  return names.flatMap((name) => {
    const [causes, sent] = [named.get(name) ?? [], sending.get(name) ?? []];
    const load = loadOf(sent, seen);
    if (causes.length === 0 && !isMuch(load, sent)) return [];
    const versions = sent.flatMap(({ userAgent }) => clientVersionOf(userAgent) ?? []);
    return [
      {
        name,
        versions,
        heavyIn: { cluster: inShort(seen.latest.cluster), findings: causesOf(causes), ...load },
      },
    ];
  });
}

/** Worst first. */
function causesOf(findings: readonly BaselineEntry[]): HeavyIn['findings'] {
  return findings
    .toSorted((left, right) => bySeverity(left, right) || compareText(left.fingerprint, right.fingerprint))
    .map(({ check, severity, fingerprint }) => ({ check, severity, fingerprint }));
}

type Load = Pick<HeavyIn, 'share' | 'requestsPerSecond'>;

function loadOf(sent: readonly ClientTotals[], { busy, latest: { newest } }: SeenClients): Load {
  const seconds = busy === null ? 0 : (Date.parse(busy.to) - Date.parse(busy.from)) / 1_000;
  if (sent.length === 0 || seconds <= 0) return { share: null, requestsPerSecond: null };
  const rate = sum(sent.map(({ requests }) => requests)) / seconds;
  // Of a log of writes alone the total is not known.
  const total = newest?.headline.requestsPerSecond ?? null;
  return { share: total === null || total <= 0 ? null : Math.min(1, rate / total), requestsPerSecond: rate };
}

/** What the cluster itself runs on asks a lot in every cluster, and that is no news. */
function isMuch({ share, requestsPerSecond }: Load, sent: readonly ClientTotals[]): boolean {
  if (sent.every(({ username }) => isSystemUser(username))) return false;
  return (share ?? 0) >= heavy.share.value && (requestsPerSecond ?? 0) >= heavy.rate.value;
}

function worstIn(clusters: readonly HeavyIn[]): Severity | null {
  let worst: Severity | null = null;
  for (const { severity } of clusters.flatMap(({ findings }) => findings)) {
    if (worst === null || isWorse(severity, worst)) worst = severity;
  }
  return worst;
}

function byNeed(left: SharedClient, right: SharedClient): number {
  const rank = ({ worst }: SharedClient): Severity => worst ?? 'info';
  return (
    bySeverity({ severity: rank(left) }, { severity: rank(right) }) ||
    right.clusters.length - left.clusters.length ||
    compareText(left.name, right.name)
  );
}
