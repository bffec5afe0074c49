/** The doctor's report for a terminal: what is wrong first, each with what to do, then a line for all else. */
import { plainLine as printable } from '../report/plain-line.ts';
import { countOf, listInWords } from '../shared/format.ts';
import { painter } from '../shared/paint.ts';
import {
  type DoctorCheck,
  type DoctorItem,
  type DoctorReport,
  type DoctorStatus,
  doctorStatuses,
} from './report.ts';

export interface DoctorTextOptions {
  /** ANSI colours: only for a terminal. */
  readonly colour: boolean;
}

/** Names in one line, and commands of one problem; the JSON has all of them. */
const mostNames = 8;
const mostCommands = 3;

/** Ends with a newline. */
export function doctorText(report: DoctorReport, { colour }: DoctorTextOptions): string {
  const paint = painter(codes, colour);
  const { items } = report;
  const wrong = items.filter((item) => isWrong(item));
  const causes = new Set(wrong.map(({ id }) => id));
  const rest = items.filter((item) => !isWrong(item) && !causes.has(item.because ?? ''));
  const blocks = [
    headLines(report, paint),
    ...wrong.map((item) => wrongLines(item, items, paint)),
    rest.map((item) => restLine(item, paint)),
  ].filter((lines) => lines.length > 0);
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** What follows from something else is told there. */
function isWrong({ status, because }: DoctorItem): boolean {
  return because === null && (status === 'missing' || status === 'unknown' || status === 'warning');
}

function headLines({ items, ready, clusters, source }: DoctorReport, paint: Paint): readonly string[] {
  const counts = doctorStatuses.flatMap((status) => {
    const count = items.filter((item) => item.status === status).length;
    return count === 0 ? [] : [`${count} ${status}`];
  });
  const where = source === null ? '' : source === 'azure' ? ' in Azure' : ' of the kubeconfig';
  const fleet =
    clusters === null
      ? `The fleet${where} could not be listed`
      : `Looked at ${countOf(clusters, 'cluster')}${where}`;
  return [
    `${fleet}: ${counts.join(', ')}.`,
    ready
      ? paint('ok', 'Ready for the first sweep.')
      : paint('missing', 'NOT READY: a sweep would not see everything that it should.'),
  ];
}

const titles: Readonly<Record<DoctorCheck, string>> = {
  settings: 'Settings',
  identity: 'Identity',
  storage: 'Storage',
  endpoints: 'Endpoints',
  fleet: 'Fleet',
  roles: 'Roles in Azure',
  logs: 'Logs and metrics',
  clusters: 'Clusters',
};

function wrongLines(item: DoctorItem, items: readonly DoctorItem[], paint: Paint): readonly string[] {
  const { check, status, what, detail, remedy, commands, clusters, unknownChecks } = item;
  const more = commands.length - mostCommands;
  return [
    `${paint(status, status.toUpperCase())} ${titles[check]}: ${printable(what)}`,
    `  ${printable(detail)}`,
    ...(clusters.length === 0 ? [] : [`  Clusters: ${namesOf(clusters)}.`]),
    ...followLines(items.filter(({ because }) => because === item.id)),
    ...(unknownChecks.length === 0 ? [] : [`  Unknown without it: ${namesOf(unknownChecks)}.`]),
    ...(remedy === null ? [] : [`  → ${printable(remedy)}`]),
    ...commands.slice(0, mostCommands).map((command) => `    ${printable(command)}`),
    ...(more > 0 ? [`    and ${more} more: see --format json`] : []),
  ];
}

/** `Fleet, Roles in Azure (7)` */
function followLines(followers: readonly DoctorItem[]): readonly string[] {
  const parts = [...Map.groupBy(followers, ({ check }) => titles[check])].map(([title, of]) =>
    of.length === 1 ? title : `${title} (${of.length})`,
  );
  return parts.length === 0 ? [] : [`  Not seen because of it: ${namesOf(parts)}.`];
}

function restLine({ check, status, what, detail, clusters }: DoctorItem, paint: Paint): string {
  const names = clusters.length === 0 ? '' : ` (${namesOf(clusters)})`;
  return `${paint(status, status.padEnd(7))}  ${titles[check]}: ${printable(what)}${names}: ${printable(detail)}`;
}

function namesOf(names: readonly string[]): string {
  return listInWords(names.map(printable), mostNames);
}

type Paint = (status: DoctorStatus, text: string) => string;

const codes: Readonly<Record<DoctorStatus, string>> = {
  missing: '31',
  unknown: '35',
  warning: '33',
  skipped: '2',
  ok: '32',
};
