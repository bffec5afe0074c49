/** The fleet at a glance: how it is, what to do first, where each cluster stands. */
import { AttentionNotices } from './dashboard/attention-notices.tsx';
import { ClusterTable } from './dashboard/cluster-table.tsx';
import { FirstSweep } from './dashboard/first-sweep.tsx';
import { FleetHeadline } from './dashboard/fleet-headline.tsx';
import { FleetTrends } from './dashboard/fleet-trends.tsx';
import { MoverLists } from './dashboard/mover-lists.tsx';
import { PolicyNotices } from './dashboard/policy-notice.tsx';
import { SweepTable } from './dashboard/sweep-table.tsx';
import { WorstFindings } from './dashboard/worst-findings.tsx';
import type { Html } from './html.tsx';
import { documentOf } from './html.tsx';
import { AcrossFleet } from './parts/across-fleet.tsx';
import { Layout } from './layout.tsx';
import { SweepProgress } from './parts/sweep-progress.tsx';
import { refreshSeconds } from './refresh.ts';
import type { DashboardView } from './views.ts';

/** The page at `/`. */
export function dashboardPage(view: DashboardView): string {
  return documentOf(
    <Layout
      frame={view}
      title="Fleet"
      part="fleet"
      trail={[]}
      refreshSeconds={view.current === null ? undefined : refreshSeconds}
    >
      <h1>Fleet</h1>
      {view.current === null ? null : <SweepProgress {...view.current} now={view.now} link />}
      <AttentionNotices view={view} />
      <PolicyNotices notices={view.policyNotices} />
      {view.clusters.length === 0 ? <FirstSweep view={view} /> : <Fleet view={view} />}
      <SweepTable sweeps={view.sweeps} />
    </Layout>,
  );
}

function Fleet({ view }: { readonly view: DashboardView }): Html {
  return (
    <>
      <FleetHeadline view={view} />
      <WorstFindings view={view} />
      <FleetTrends view={view} />
      <MoverLists movers={view.movers} />
      <AcrossFleet insights={view.insights} now={view.now} linked />
      <ClusterTable view={view} />
    </>
  );
}
