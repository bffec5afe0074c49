import { z } from 'zod';
import { htmlReport, reportPolicy } from '../../pages/index.ts';
import { AuditReport } from '../../report/audit-report.ts';
import { dataFormats, reportFormats } from '../../report/formats.ts';
import { openMetrics, openMetricsType } from '../../report/openmetrics.ts';
import { fleetReport, fleetState } from '../fleet-report.ts';
import { none } from '../request-input.ts';
import { documentRoute, html, htmlType } from '../route.ts';

export const getFleetReport = documentRoute({
  name: 'api-report-fleet',
  path: 'api/reports/fleet',
  summary: 'Report of the newest closed sweep: every cluster with findings, unknowns and what to do',
  params: none,
  query: z.strictObject({
    format: z
      .enum(reportFormats, `Expected ${reportFormats.join(', ')}.`)
      .default('json')
      .describe('json is described by docs/audit-report.schema.json, the others by docs/reports.md'),
  }),
  produces: [...Object.values(dataFormats).map(({ type }) => type), htmlType, openMetricsType],
  problems: [404],
  answer: AuditReport,
  async handle({ history, checks, pageNotice, now }, { query: { format } }) {
    if (format === 'openmetrics') return metrics(openMetrics(await fleetState(history)));
    const report = await fleetReport(history, now());
    const fileName = `aks-fleet-${report.sweep.id}`;
    if (format === 'html') {
      return {
        ...html(htmlReport(report, { checks, notice: pageNotice })),
        headers: {
          // It has its style in itself, which the policy of our pages does not allow.
          'content-security-policy': `${reportPolicy}; frame-ancestors 'none'`,
          'content-disposition': `inline; filename="${fileName}.html"`,
        },
      };
    }
    const { type, extension, write } = dataFormats[format];
    return {
      type,
      body: write(report, checks),
      headers: { 'content-disposition': `attachment; filename="${fileName}.${extension}"` },
    };
  },
});

export const getMetrics = documentRoute({
  name: 'api-metrics',
  path: 'api/metrics',
  summary: 'The newest state of the fleet for Prometheus, as OpenMetrics',
  params: none,
  query: none,
  produces: [openMetricsType],
  handle: async ({ history }) => metrics(openMetrics(await fleetState(history))),
});

function metrics(body: string): { readonly type: string; readonly body: string } {
  return { type: openMetricsType, body };
}
