/** The report as one document that needs nothing else: to archive, to mail, to print as PDF. */
import type { AnyCheck } from '../checks/define-check.ts';
import type { AuditReport } from '../report/audit-report.ts';
import { titlesOf } from './cluster/titles.ts';
import type { Html } from './html.tsx';
import { documentOf } from './html.tsx';
import { Mark } from './parts/icons.tsx';
import { AcrossFleet } from './parts/across-fleet.tsx';
import { momentText, Time } from './parts/time.tsx';
import { ClusterList } from './report/cluster-list.tsx';
import { ClusterSection } from './report/cluster-section.tsx';
import { FirstSteps } from './report/first-steps.tsx';
import { FleetSummary } from './report/fleet-summary.tsx';
import { worstFirst } from './report/order.ts';
import { reportPolicy, reportStyles } from './report/style.ts';

interface HtmlReportOptions {
  readonly checks: readonly AnyCheck[];
  /** Shown at the top: "Sample data: …"; null for none. */
  readonly notice: string | null;
}

/** Equal reports give equal documents: nothing in it tells when it was made. */
export function htmlReport(report: AuditReport, { checks, notice }: HtmlReportOptions): string {
  const { sweep } = report;
  const clusters = worstFirst(report.clusters);
  const titles = titlesOf(checks);
  const now = new Date(sweep.closedAt);
  return documentOf(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="content-security-policy" content={reportPolicy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`Fleet report, ${momentText(sweep.closedAt)} – AKS Fleet Auditor`}</title>
        <style dangerouslySetInnerHTML={{ __html: reportStyles }} />
      </head>
      <body>
        <Top notice={notice} />
        <main class="wrap">
          <div class="title">
            <h1>Fleet report</h1>
            <p class="lead">
              Sweep from <Time at={sweep.startedAt} /> to <Time at={sweep.closedAt} />.{' '}
              {comparedWords(report)}
            </p>
          </div>
          <FleetSummary report={report} />
          <FirstSteps clusters={clusters} titles={titles} />
          {report.insights === undefined ? null : (
            <AcrossFleet insights={report.insights} now={now} linked={false} />
          )}
          <ClusterList clusters={clusters} />
          {clusters.map((cluster) => (
            <ClusterSection cluster={cluster} titles={titles} now={now} />
          ))}
        </main>
      </body>
    </html>,
  );
}

function Top({ notice }: { readonly notice: string | null }): Html {
  return (
    <header class="top">
      <div class="wrap top-row">
        <span class="brand">
          <Mark />
          AKS Fleet Auditor
        </span>
      </div>
      {notice === null ? null : (
        <div class="sample" role="note">
          <div class="wrap">{notice}</div>
        </div>
      )}
    </header>
  );
}

function comparedWords({ comparedWith }: AuditReport): string {
  if (comparedWith.kind === 'nothing') return 'It is compared with no other, so every finding is new.';
  return comparedWith.kind === 'audits'
    ? 'Findings are compared with the audits before.'
    : `Findings are compared with the report of ${momentText(comparedWith.closedAt)}.`;
}
