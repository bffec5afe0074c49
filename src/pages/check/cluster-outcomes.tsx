import type { LatestAudit, Outcome } from '../../model.ts';
import { formatCount } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Badge } from '../parts/badge.tsx';
import { Bar } from '../parts/bar.tsx';
import { Figure, Figures } from '../parts/figure.tsx';
import type { Tone } from '../parts/icons.tsx';
import { ClusterLink } from '../parts/name.tsx';
import { outcomeWords } from '../parts/outcome-words.ts';
import { Table } from '../parts/table.tsx';
import { Ago } from '../parts/time.tsx';
import { fleetPath } from '../dashboard/fleet-link.ts';
import { defaultRange } from '../trend/range.ts';
import type { CheckView } from '../views.ts';

/** More than these are on the fleet page, by the link. */
const mostRows = 50;

/** Where the check fails and where it could not be judged. */
export function ClusterOutcomes({ view }: { readonly view: CheckView }): Html | null {
  const { check, clusters, now } = view;
  const of = (wanted: Outcome) => clusters.filter(({ outcome }) => outcome === wanted);
  const wanting = [...of('fail'), ...of('unknown')];
  const judged = of('fail').length + of('pass').length;
  if (clusters.length === 0) return null;
  return (
    <>
      <Figures>
        <Figure
          label="Fails in"
          value={formatCount(of('fail').length)}
          unit={`of ${formatCount(clusters.length)}`}
        >
          {judged === 0 ? 'No cluster could be judged.' : null}
        </Figure>
        <Figure label="Could not be judged in" value={formatCount(of('unknown').length)} />
        <Figure label="Passes in" value={formatCount(of('pass').length)}>
          {judged === 0 ? null : <Bar share={of('pass').length / judged} />}
        </Figure>
        <Figure label="Does not apply in" value={formatCount(of('notApplicable').length)} />
        <Figure
          label="Not audited with it"
          value={formatCount(clusters.filter(({ outcome }) => outcome === null).length)}
        />
      </Figures>
      <section aria-labelledby="clusters">
        <div class="section-head">
          <h2 id="clusters">Clusters</h2>
          <p class="hint">By their newest audit.</p>
        </div>
        {wanting.length === 0 ? (
          <p class="hint">It fails in no cluster that could be judged, and none was out of sight.</p>
        ) : (
          <Table
            caption="Clusters where the check fails or could not be judged"
            columns={[{ name: 'Cluster' }, { name: 'Outcome' }, { name: 'Audited', narrow: true }]}
            rows={wanting.slice(0, mostRows).map(({ latest, outcome }) => rowOf(latest, outcome, now))}
            cards
          />
        )}
        <p class="hint">
          {wanting.length > mostRows ? `The first ${mostRows} of ${formatCount(wanting.length)}. ` : ''}
          On the fleet page:{' '}
          {(['fail', 'unknown'] as const).map((outcome, place) => (
            <>
              {place === 0 ? '' : ', '}
              <a
                href={fleetPath(
                  { sort: 'attention', check: check.id, outcome: [outcome], range: defaultRange },
                  'clusters',
                )}
              >
                {outcome === 'fail' ? 'clusters where it fails' : 'clusters where it is unknown'}
              </a>
            </>
          ))}
          .
        </p>
      </section>
    </>
  );
}

function rowOf({ cluster, newest }: LatestAudit, outcome: Outcome | null, now: Date) {
  return [
    <ClusterLink cluster={cluster} />,
    outcome === null ? '' : <Badge tone={tones[outcome]}>{outcomeWords[outcome]}</Badge>,
    newest === null ? '' : <Ago at={newest.at} now={now} />,
  ];
}

const tones: Readonly<Record<Outcome, Tone>> = {
  pass: 'pass',
  fail: 'notAudited',
  unknown: 'unknown',
  notApplicable: 'notApplicable',
};
