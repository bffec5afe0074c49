import type { LatestAudit, Sweep } from '../../model.ts';
import { countOf } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { ClusterLink, sweepPath } from '../parts/name.tsx';
import { beginning, sentence } from '../parts/text.ts';
import { Notice } from '../parts/notice.tsx';
import { UnseenParts } from '../parts/unseen-parts.tsx';
import type { DashboardView } from '../views.ts';

/** More names than this are not read; the table has them all. */
const mostNamed = 5;

/** The whole reason is on the cluster's page. */
const longestWhy = 240;

/** What keeps the page from telling the whole truth about the fleet, said before anything else. */
export function AttentionNotices({ view }: { readonly view: DashboardView }): Html {
  const [newest] = view.sweeps;
  const inFleet = view.clusters.filter(({ notAudited }) => notAudited?.state !== 'vanished');
  const notAudited = inFleet.filter(
    (cluster) => cluster.notAudited !== undefined && cluster.notAudited.state !== 'skipped',
  );
  // Told once: the sweep that no longer found it.
  const vanished = view.clusters.filter(
    (cluster) => cluster.notAudited?.state === 'vanished' && cluster.notAudited.sweepId === newest?.id,
  );
  return (
    <>
      {newest?.problem === undefined ? null : <PlanProblem sweep={newest} problem={newest.problem} />}
      {newest === undefined ? null : <UnseenParts sweep={newest} />}
      {notAudited.length === 0 ? null : (
        <ClusterNotice
          clusters={notAudited}
          title={`${countOf(notAudited.length, 'cluster')} of ${inFleet.length} could not be audited in the newest sweep.`}
        />
      )}
      {vanished.length === 0 ? null : (
        <ClusterNotice
          clusters={vanished}
          title={`${countOf(vanished.length, 'cluster')} vanished from the fleet since the sweep before.`}
        />
      )}
    </>
  );
}

function PlanProblem({ sweep, problem }: { readonly sweep: Sweep; readonly problem: string }): Html {
  return (
    <Notice tone="notAudited" title="The newest sweep could not be planned to the end.">
      <p>
        {sentence(problem)} <a href={sweepPath(sweep.id)}>See the sweep</a>
      </p>
    </Notice>
  );
}

interface ClusterNoticeProps {
  readonly clusters: readonly LatestAudit[];
  readonly title: string;
}

function ClusterNotice({ clusters, title }: ClusterNoticeProps): Html {
  const left = clusters.length - mostNamed;
  return (
    <Notice tone="notAudited" title={title}>
      <ul>
        {clusters.slice(0, mostNamed).map(({ cluster, notAudited, newest }) => (
          <li>
            <ClusterLink cluster={cluster} />: {sentence(beginning(notAudited?.why ?? '', longestWhy))}
            {newest === null ? ' It was never audited.' : ' Its figures below are of an older audit.'}
          </li>
        ))}
        {left > 0 ? <li>{countOf(left, 'more', 'more')}, in the table below</li> : null}
      </ul>
    </Notice>
  );
}
