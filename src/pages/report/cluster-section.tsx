import type { Child } from 'hono/jsx';
import { countOf, formatCount, formatPercent } from '../../shared/format.ts';
import type { Titles } from '../cluster/titles.ts';
import type { Html } from '../html.tsx';
import { Name } from '../parts/name.tsx';
import { Notice } from '../parts/notice.tsx';
import { stateWords } from '../parts/sweep-words.ts';
import { plain, sentence } from '../parts/text.ts';
import { Time } from '../parts/time.tsx';
import { clusterAnchor } from './anchors.ts';
import { OpenFinding } from './open-finding.tsx';
import type { ReportCluster } from '../../report/audit-report.ts';
import { openIn } from './order.ts';
import { NotJudged, OutOfSight, Resolved, Suppressed } from './other-lists.tsx';

export interface ClusterSectionProps {
  readonly cluster: ReportCluster;
  readonly titles: Titles;
  /** When the sweep closed: what times are told against. */
  readonly now: Date;
}

/** All of one cluster: what is wrong and what to do, what is suppressed, what nobody could see, what is gone. */
export function ClusterSection(props: ClusterSectionProps): Html {
  const { cluster } = props;
  const id = clusterAnchor(cluster);
  return (
    <section class="cluster" aria-labelledby={id}>
      <h2 id={id}>
        <Name of={cluster.name} />
      </h2>
      {cluster.state === 'audited' ? <Audited {...props} /> : <NotAudited cluster={cluster} />}
      <OutOfSight {...props} />
      <Resolved {...props} />
    </section>
  );
}

function NotAudited({ cluster: { state, why } }: { readonly cluster: ReportCluster }): Html {
  const { text, tone } = stateWords[state];
  return (
    <Notice tone={tone} title="This sweep has no audit of the cluster.">
      <p>{sentence(why ?? text)}</p>
    </Notice>
  );
}

function Audited({ cluster, titles, now }: ClusterSectionProps): Html {
  const open = openIn(cluster);
  return (
    <>
      <p class="lead">{joined(aboutOf(cluster))}</p>
      <p>{joined(judgedOf(cluster))}.</p>
      {open.length === 0 ? <NothingOpen cluster={cluster} /> : null}
      {open.map((finding) => (
        <OpenFinding finding={finding} title={titles.failed(finding.check)} now={now} />
      ))}
      <Suppressed cluster={cluster} titles={titles} now={now} />
      <NotJudged cluster={cluster} titles={titles} now={now} />
    </>
  );
}

/** Nothing found is an all-clear only where everything could be seen. */
function NothingOpen({ cluster: { coverage } }: { readonly cluster: ReportCluster }): Html {
  return (
    <p class="hint">
      {coverage < 1
        ? 'Nothing is wrong in what could be seen; what could not be seen is below.'
        : 'No finding is open: every check that applies was judged.'}
    </p>
  );
}

function aboutOf({ facts, kubernetesVersion, finishedAt }: ReportCluster): readonly Child[] {
  const nodes = facts?.nodes ?? null;
  return [
    ...(kubernetesVersion === null ? [] : [`Kubernetes ${plain(kubernetesVersion)}`]),
    ...[facts?.tier, facts?.location].flatMap((fact) =>
      fact === null || fact === undefined ? [] : [plain(fact)],
    ),
    ...(nodes === null ? [] : [countOf(nodes, 'node')]),
    ...(finishedAt === null
      ? []
      : [
          <>
            audited <Time at={finishedAt} />
          </>,
        ]),
  ];
}

function judgedOf({ score, unsuppressed, coverage, verdicts }: ReportCluster): readonly string[] {
  const counted = (outcome: string): number =>
    verdicts.filter((verdict) => verdict.outcome === outcome).length;
  return [
    score === null ? 'No score: too little could be judged' : `Score ${formatCount(score)} of 100`,
    ...(unsuppressed === score || unsuppressed === null
      ? []
      : [`${formatCount(unsuppressed)} with what is suppressed`]),
    `coverage ${formatPercent(coverage)}`,
    `${formatCount(counted('pass'))} of ${countOf(verdicts.length, 'check')} passed`,
    `${formatCount(counted('fail'))} failed`,
    `${formatCount(counted('unknown'))} could not be judged`,
    `${formatCount(counted('notApplicable'))} do not apply`,
  ];
}

function joined(parts: readonly Child[]): Html {
  return (
    <>
      {parts.map((part, place) => (
        <>
          {place === 0 ? '' : ', '}
          {part}
        </>
      ))}
    </>
  );
}
