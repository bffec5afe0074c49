/** The doctor's report for a terminal: what is wrong first, each with what to do, then a line for all else. */
import { plainLine as printable } from '../report/plain-line.ts';
import { countOf, listInWords } from '../shared/format.ts';
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
  const paint = painter(colour);
  const { items } = report;
  const wrong = items.filter((item) => isWrong(item));
  const rest = items.filter((item) => !isWrong(item));
  const blocks = [
    headLines(report, paint),
    ...wrong.map((item) => wrongLines(item, paint)),
    rest.map((item) => restLine(item, items, paint)),
  ].filter((lines) => lines.length > 0);
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** What follows from something that is said already takes a line alone. */
function isWrong({ status, because }: DoctorItem): boolean {
  return because === null && (status === 'missing' || status === 'unknown' || status === 'warning');
}

function headLines({ items, ready, clusters, source }: DoctorReport, paint: Paint): readonly string[] {
  const counts = doctorStatuses.flatMap((status) => {
    const count = items.filter((item) => item.status === status).length;
    return count === 0 ? [] : [`${count} ${status}`];
  });
  const fleet = clusters === null ? 'a fleet that could not be listed' : countOf(clusters, 'cluster');
  const from = source === null ? '' : ` from ${source === 'azure' ? 'Azure' : 'a kubeconfig'}`;
  return [
    `Looked at ${fleet}${from}: ${counts.join(', ')}.`,
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

function wrongLines(item: DoctorItem, paint: Paint): readonly string[] {
  const { check, status, what, detail, remedy, commands, clusters, unknownChecks } = item;
  const more = commands.length - mostCommands;
  return [
    `${paint(status, status.toUpperCase())} ${titles[check]}: ${printable(what)}`,
    `  ${printable(detail)}`,
    ...(clusters.length === 0 ? [] : [`  Clusters: ${namesOf(clusters)}.`]),
    ...(unknownChecks.length === 0 ? [] : [`  Unknown without it: ${namesOf(unknownChecks)}.`]),
    ...(remedy === null ? [] : [`  → ${printable(remedy)}`]),
    ...commands.slice(0, mostCommands).map((command) => `    ${printable(command)}`),
    ...(more > 0 ? [`    and ${more} more: see --format json`] : []),
  ];
}

function restLine(
  { check, status, what, detail, clusters, because }: DoctorItem,
  items: readonly DoctorItem[],
  paint: Paint,
): string {
  const cause = items.find(({ id }) => id === because);
  const why = cause === undefined ? detail : `not seen, because of: ${titles[cause.check]}: ${cause.what}`;
  const names = clusters.length === 0 || cause !== undefined ? '' : ` (${namesOf(clusters)})`;
  return `${paint(status, status.padEnd(7))}  ${titles[check]}: ${printable(what)}${names}: ${printable(why)}`;
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

function painter(colour: boolean): Paint {
  return (status, text) => (colour ? `\u001B[${codes[status]}m${text}\u001B[0m` : text);
}
