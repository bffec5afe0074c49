import { checks } from '../../src/checks/index.ts';
import { dataFormats } from '../../src/report/formats.ts';
import { openMetrics } from '../../src/report/openmetrics.ts';
import { textReport } from '../../src/report/text.ts';
import { allowTsx } from '../tsx.ts';
import type { Format } from './arguments.ts';
import type { Once } from './outcome.ts';

interface ReportTextOptions {
  readonly format: Format;
  /** ANSI colours, of the format text. */
  readonly colour: boolean;
  /** What readers have to be told first; null for nothing. */
  readonly notice: string | null;
}

/** What one sweep found, in the format that was asked for. */
export async function reportText(
  { report, state }: Pick<Once, 'report' | 'state'>,
  { format, colour, notice }: ReportTextOptions,
): Promise<string> {
  if (format === 'text') return textReport(report, { colour });
  if (format === 'openmetrics') return openMetrics(state);
  if (format !== 'html') return dataFormats[format].write(report, checks);
  allowTsx();
  const { htmlReport } = await import('../../src/pages/html-report.tsx');
  return htmlReport(report, { checks, notice });
}
