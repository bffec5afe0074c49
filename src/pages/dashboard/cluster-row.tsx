import type { Child } from 'hono/jsx';
import type { ClusterFacts, LatestAudit, NotAudited } from '../../model.ts';
import { countOf, formatBytes, formatPercent } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Badge, FindingCounts, totalOf } from '../parts/badge.tsx';
import { Bar } from '../parts/bar.tsx';
import { ClusterLink } from '../parts/name.tsx';
import { nameText } from '../parts/text.ts';
import { Ago } from '../parts/time.tsx';

/** The cells of a cluster in the table of the fleet. */
export function clusterCells({ cluster, newest, notAudited }: LatestAudit, now: Date): readonly Child[] {
  const name = (
    <>
      <ClusterLink cluster={cluster} />
      <Facts facts={newest?.facts ?? null} />
      {newest === null || notAudited === undefined ? null : (
        <span class="line">
          <NotInSweep state={notAudited.state} />
        </span>
      )}
    </>
  );
  if (newest === null) {
    const skipped = notAudited?.state === 'skipped';
    return [name, skipped ? <NotInSweep state="skipped" /> : <Badge tone="notAudited">Never audited</Badge>];
  }
  const { findings, score, coverage, etcdBytes, etcdUsed, kubernetesVersion } = newest.headline;
  return [
    name,
    totalOf(findings) === 0 ? <NothingFound coverage={coverage} /> : <FindingCounts counts={findings} />,
    score === null ? (
      <Unseen what="no score" />
    ) : (
      <Meter share={score / 100} text={String(Math.round(score))} />
    ),
    <Meter share={coverage} text={formatPercent(coverage)} rest />,
    etcdBytes === null ? <Unseen what="not seen" /> : formatBytes(etcdBytes),
    etcdUsed === null ? <Unseen what="not seen" /> : formatPercent(etcdUsed),
    kubernetesVersion === null ? <Unseen what="not seen" /> : <bdi>{nameText(kubernetesVersion)}</bdi>,
    <Ago at={newest.at} now={now} />,
  ];
}

/** Where it runs and how large it is, as far as Azure says. */
function Facts({ facts }: { readonly facts: ClusterFacts | null }): Html | null {
  if (facts === null) return null;
  const { location, tier, nodes } = facts;
  const known = [
    ...(location === null ? [] : [nameText(location)]),
    ...(tier === null ? [] : [nameText(tier)]),
    ...(nodes === null ? [] : [countOf(nodes, 'node')]),
  ];
  return known.length === 0 ? null : <span class="line">{known.join(' · ')}</span>;
}

function NotInSweep({ state }: { readonly state: NotAudited['state'] }): Html {
  if (state === 'skipped') return <Badge tone="notApplicable">Skipped by the newest sweep</Badge>;
  if (state === 'vanished') return <Badge tone="notAudited">Vanished from the fleet</Badge>;
  return <Badge tone="notAudited">Not in the newest sweep</Badge>;
}

/** No finding is good news only as far as could be seen. */
function NothingFound({ coverage }: { readonly coverage: number }): Html {
  return coverage < 1 ? <Badge tone="unknown">None in what was seen</Badge> : <Badge tone="pass">None</Badge>;
}

interface MeterProps {
  readonly share: number;
  readonly text: string;
  readonly rest?: boolean;
}

function Meter({ share, text, rest = false }: MeterProps): Html {
  return (
    <span class="meter">
      {text}
      <Bar share={share} rest={rest} />
    </span>
  );
}

function Unseen({ what }: { readonly what: string }): Html {
  return <span class="not-seen">{what}</span>;
}
