import type { BaselineEntry, Culprit, Finding, ResourceRef } from '../../model.ts';
import type { InsightCluster } from '../../report/insights/insights.ts';
import { countOf } from '../../shared/format.ts';
import { Clusters } from '../parts/across-fleet.tsx';
import { siteOf, SourceLink, Name } from '../parts/name.tsx';
import { plain } from '../parts/text.ts';
import type { Html } from '../html.tsx';
import { measureText } from '../parts/measure.ts';
import { Ago, Time } from '../parts/time.tsx';
import { wordsOf } from '../parts/words.ts';
import { queryId } from './evidence-table.tsx';

interface FindingFactsProps {
  readonly finding: Finding;
  readonly life: BaselineEntry | undefined;
  readonly now: Date;
  /** Kinds of evidence whose log query is on the page. */
  readonly queries?: readonly string[];
  /** Other clusters in which the client that causes it is heavy. */
  readonly elsewhere?: readonly InsightCluster[];
}

/** What was seen, what is expected and by whom, and the evidence for it. */
export function FindingFacts({ finding, life, now, queries = [], elsewhere = [] }: FindingFactsProps): Html {
  const { resource, observed, threshold, culprit, since, confidence, excerpts } = finding;
  return (
    <div class="seen">
      <dl class="facts">
        <dt>Resource</dt>
        <dd>
          <Resource of={resource} />
        </dd>
        <dt>Observed</dt>
        <dd>{plain(observed.text)}</dd>
        {threshold === undefined ? null : (
          <>
            <dt>Threshold</dt>
            <dd>
              {measureText(threshold.value, threshold.unit)}, by{' '}
              <SourceLink href={threshold.source}>{siteOf(threshold.source)}</SourceLink>
            </dd>
          </>
        )}
        {culprit === undefined ? null : (
          <>
            <dt>Caused by</dt>
            <dd>
              {culpritWords[culprit.kind]} <Name of={culprit.name} />
            </dd>
          </>
        )}
        {elsewhere.length === 0 ? null : (
          <>
            <dt>Also heavy in</dt>
            <dd>
              {countOf(elsewhere.length, 'other cluster')}:{' '}
              <Clusters clusters={elsewhere} total={elsewhere.length} linked />
            </dd>
          </>
        )}
        {since === undefined ? null : (
          <>
            <dt>Since</dt>
            <dd>
              <Time at={since} />
            </dd>
          </>
        )}
        {life === undefined ? null : (
          <>
            <dt>First seen</dt>
            <dd>
              <Ago at={life.firstSeen.at} now={now} />
            </dd>
          </>
        )}
        <dt>How sure</dt>
        <dd>{confidenceWords[confidence]}</dd>
      </dl>
      {excerpts.length === 0 ? null : (
        <>
          <h4>Evidence</h4>
          <dl class="facts excerpts">
            {excerpts.map(({ label, value }) => (
              <>
                <dt>{plain(label)}</dt>
                <dd>{plain(value)}</dd>
              </>
            ))}
          </dl>
        </>
      )}
      {queries.length === 0 ? null : (
        <p class="hint">
          Log queries behind it:{' '}
          {queries.map((kind, place) => (
            <>
              {place === 0 ? '' : ', '}
              <a href={`#${queryId(kind)}`}>{wordsOf(kind)}</a>
            </>
          ))}
        </p>
      )}
    </div>
  );
}

function Resource({ of: { kind, name, namespace, part } }: { readonly of: ResourceRef }): Html {
  return (
    <>
      {plain(kind)} <Name of={namespace === undefined ? name : `${namespace}/${name}`} />
      {part === undefined ? null : (
        <>
          , <Name of={part} />
        </>
      )}
    </>
  );
}

const culpritWords: Readonly<Record<Culprit['kind'], string>> = {
  client: 'the client',
  user: 'the user',
  namespace: 'the namespace',
  object: 'objects of the kind',
  nodePool: 'the node pool',
  webhook: 'the webhook',
};

const confidenceWords: Readonly<Record<Finding['confidence'], string>> = {
  measured: 'Measured exactly',
  sampled: 'Extrapolated from a part of the objects',
  inferred: 'Concluded from indirect signs',
};
