/** The table of findings that is attached to a digest on wish. */
import type { ClusterRef, Sweep } from '../../model.ts';
import type { Digest } from '../../notification.ts';
import { csvReport } from '../../report/csv.ts';
import { loadReport } from '../../report/load-report.ts';
import { formatBytes } from '../../shared/format.ts';
import type { History } from '../../store/history.ts';
import { csvReportUrl } from '../links.ts';
import type { ReportSettings } from '../settings/notify-settings.ts';

/** Mail with its other parts has to stay small, and a table that is larger is nothing to read in mail. */
const mostCsvBytes = 512 * 1024;

interface CsvOf {
  readonly report: ReportSettings;
  readonly sweep: Sweep | null;
  /** Keys of the owner's clusters. */
  readonly keys: ReadonlySet<string>;
  readonly baseUrl: string | null;
}

export async function digestCsv(
  history: Pick<History, 'ledger' | 'audit'>,
  { report, sweep, keys, baseUrl }: CsvOf,
): Promise<Digest['csv']> {
  if (!report.csv) return null;
  if (sweep === null) return { leftOut: 'There is no table of findings: no sweep has closed yet.' };
  const isWanted = ({ key }: ClusterRef): boolean => report.owner === null || keys.has(key);
  const text = csvReport(await loadReport(history, sweep, isWanted));
  const bytes = Buffer.byteLength(text);
  if (bytes <= mostCsvBytes) return { fileName: fileNameOf(report, sweep), text };
  const whole = csvReportUrl(baseUrl) ?? 'GET /api/reports/fleet?format=csv of the app';
  return {
    leftOut: `The table of findings has ${formatBytes(bytes)}, and ${formatBytes(mostCsvBytes)} are attached at most: get that of the whole fleet from ${whole}, or make a report for each owner.`,
  };
}

function fileNameOf({ name }: ReportSettings, { startedAt }: Sweep): string {
  const words = name.replaceAll(/[^A-Za-z0-9]+/gu, '-').replaceAll(/^-+|-+$/gu, '');
  return `${(words === '' ? 'findings' : words).slice(0, 60)}-${startedAt.slice(0, 10)}.csv`;
}
