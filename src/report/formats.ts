/** The formats of a report that are data: how each is written, and what it is to HTTP. */
import type { AuditReport } from './audit-report.ts';
import { csvReport } from './csv.ts';
import { junitReport } from './junit.ts';
import type { ReportRule } from './rule.ts';
import { sarifReport } from './sarif.ts';

interface DataFormat {
  readonly type: string;
  /** Of a file that holds it. */
  readonly extension: string;
  write(report: AuditReport, catalogue: readonly ReportRule[]): string;
}

export const dataFormats = {
  json: {
    type: 'application/json',
    extension: 'json',
    write: (report) => `${JSON.stringify(report, null, 2)}\n`,
  },
  csv: { type: 'text/csv; charset=utf-8; header=present', extension: 'csv', write: csvReport },
  sarif: { type: 'application/sarif+json', extension: 'sarif', write: sarifReport },
  junit: { type: 'application/xml; charset=utf-8', extension: 'junit.xml', write: junitReport },
} as const satisfies Readonly<Record<string, DataFormat>>;

/** All formats: `html` is a page (pages/html-report.tsx), `openmetrics` is made of less than a report (openmetrics.ts). */
export const reportFormats = ['json', 'html', 'csv', 'sarif', 'junit', 'openmetrics'] as const;
