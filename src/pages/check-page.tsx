/** What one check looks for, why, and where its numbers come from. */
import type { AnyCheck } from '../checks/define-check.ts';
import type { ThresholdOverride } from '../model.ts';
import { listInWords } from '../shared/format.ts';
import { ClusterOutcomes } from './check/cluster-outcomes.tsx';
import { measureText } from './parts/measure.ts';
import type { Html } from './html.tsx';
import { documentOf } from './html.tsx';
import { Layout } from './layout.tsx';
import { SeverityBadge } from './parts/badge.tsx';
import { siteOf, SourceLink } from './parts/name.tsx';
import { Table } from './parts/table.tsx';
import { nameText, sentence } from './parts/text.ts';
import { wordsOf } from './parts/words.ts';
import type { CheckView } from './views.ts';

/** The page at `/checks/{id}`. */
export function checkPage(view: CheckView): string {
  const { check } = view;
  return documentOf(
    <Layout
      frame={view}
      title={check.title}
      part="checks"
      trail={[check.title]}
      json={`/api/checks/${encodeURIComponent(check.id)}`}
    >
      <div class="title">
        <h1>{check.title}</h1>
        <p class="lead">{check.rationale}</p>
      </div>
      <dl class="facts panel">
        <dt>Worst severity</dt>
        <dd>
          <SeverityBadge severity={check.severity} />
        </dd>
        <dt>What to do</dt>
        <dd>{check.remedy}</dd>
        <dt>Passes as</dt>
        <dd>{check.passTitle}</dd>
        <dt>Category</dt>
        <dd>{wordsOf(check.category)}</dd>
        <dt>Id</dt>
        <dd>
          <code>{check.id}</code>
        </dd>
        <dt>Read more</dt>
        <dd>
          <SourceLink href={check.learnMore}>{siteOf(check.learnMore)}</SourceLink>
        </dd>
      </dl>
      <ClusterOutcomes view={view} />
      <Thresholds check={check} />
      <Overrides view={view} />
      <EvidenceNeeded evidence={view.evidence} />
    </Layout>,
  );
}

function Thresholds({ check }: { readonly check: AnyCheck }): Html {
  const { resolvesAt = {} } = check;
  const thresholds = Object.entries(check.thresholds);
  return (
    <section aria-labelledby="thresholds">
      <h2 id="thresholds">Thresholds</h2>
      {thresholds.length === 0 ? (
        <p class="hint">There is no number in it: each thing is right or wrong.</p>
      ) : (
        <Table
          caption="Thresholds and where they come from"
          columns={[
            { name: 'Name' },
            { name: 'Value', figures: true },
            { name: 'Ends at', figures: true },
            { name: 'Source' },
          ]}
          rows={thresholds.map(([name, { value, unit, source }]) => [
            wordsOf(name),
            measureText(value, unit),
            measureText(resolvesAt[name] ?? value, unit),
            <SourceLink href={source}>{siteOf(source)}</SourceLink>,
          ])}
          cards
        />
      )}
    </section>
  );
}

/** Where other bounds than the catalogue's are in force. */
function Overrides({ view: { check, overrides } }: { readonly view: CheckView }): Html | null {
  if (overrides.length === 0) return null;
  return (
    <section aria-labelledby="overrides">
      <div class="section-head">
        <h2 id="overrides">Other thresholds in force</h2>
        <p class="hint">Of several that are about a cluster, the most particular one counts.</p>
      </div>
      <Table
        caption="Thresholds that were set otherwise"
        columns={[{ name: 'For' }, { name: 'Thresholds' }, { name: 'Why' }]}
        rows={overrides.map((override) => [
          scopeText(override),
          listInWords(
            Object.entries(override.values).map(([name, value]) => {
              const unit = check.thresholds[name]?.unit;
              return `${wordsOf(name)} ${unit === undefined ? String(value) : measureText(value, unit)}`;
            }),
          ),
          override.reason === undefined ? '' : sentence(override.reason),
        ])}
        cards
      />
    </section>
  );
}

function scopeText({ cluster, tag }: ThresholdOverride): string {
  const parts = [
    ...(cluster === undefined ? [] : [`clusters named ${nameText(cluster)}`]),
    ...(tag === undefined ? [] : [`clusters tagged ${nameText(tag)}`]),
  ];
  return parts.length === 0 ? 'the whole fleet' : parts.join(', ');
}

function EvidenceNeeded({ evidence }: Pick<CheckView, 'evidence'>): Html {
  return (
    <section aria-labelledby="evidence">
      <div class="section-head">
        <h2 id="evidence">Evidence</h2>
        <p class="hint">Where evidence that it needs is missing, the check is unknown: never passed.</p>
      </div>
      <Table
        caption="Evidence that the check is made from"
        columns={[{ name: 'Evidence' }, { name: 'Read from' }, { name: 'Needed' }]}
        rows={evidence.map(({ kind, source, required }) => [
          wordsOf(kind),
          source,
          required ? 'Yes' : 'No, but the answer is better with it',
        ])}
        cards
      />
    </section>
  );
}
