/** The catalogue: what is checked, and in how many clusters each check fails. */
import type { Child } from 'hono/jsx';
import { bySeverity } from '../model.ts';
import { countOf, formatCount } from '../shared/format.ts';
import type { Html } from './html.tsx';
import { documentOf } from './html.tsx';
import { Layout } from './layout.tsx';
import { SeverityBadge } from './parts/badge.tsx';
import { checkPath } from './parts/name.tsx';
import { Table } from './parts/table.tsx';
import { wordsOf } from './parts/words.ts';
import type { ChecksView, CheckTally } from './views.ts';

const columns = [
  { name: 'Check' },
  { name: 'Worst severity' },
  { name: 'Fails in', figures: true },
  { name: 'Unknown in', figures: true },
  { name: 'Passes in', figures: true },
  { name: 'Does not apply', figures: true },
] as const;

/** The page at `/checks`. */
export function checksPage(view: ChecksView): string {
  const { checks, audited } = view;
  return documentOf(
    <Layout frame={view} title="Checks" part="checks" trail={[]} json="/api/checks">
      <div class="title">
        <h1>Checks</h1>
        <p class="lead">
          {countOf(checks.length, 'check')}, by the newest audit of each of {countOf(audited, 'cluster')}. A
          check is unknown where what it needs could not be seen: that is never a pass.
        </p>
      </div>
      {categoriesOf(checks).map(({ category, tallies }) => (
        <Category category={category} tallies={tallies} />
      ))}
    </Layout>,
  );
}

interface CategoryProps {
  readonly category: string;
  readonly tallies: readonly CheckTally[];
}

function Category({ category, tallies }: CategoryProps): Html {
  return (
    <section class="tally" aria-labelledby={category}>
      <h2 id={category}>{wordsOf(category)}</h2>
      <Table caption={`Checks of ${wordsOf(category)}`} columns={columns} rows={tallies.map(rowOf)} cards />
    </section>
  );
}

function rowOf({ check, clusters }: CheckTally): readonly Child[] {
  const { fail, unknown, pass, notApplicable } = clusters;
  return [
    <>
      <a href={checkPath(check.id)}>{check.title}</a>
      <span class="line">{check.remedy}</span>
    </>,
    <SeverityBadge severity={check.severity} />,
    fail === 0 ? '0' : <strong>{formatCount(fail)}</strong>,
    formatCount(unknown),
    formatCount(pass),
    formatCount(notApplicable),
  ];
}

/** In the order of the catalogue; within each, what fails most and worst first. */
function categoriesOf(checks: readonly CheckTally[]): readonly CategoryProps[] {
  const categories = [...new Set(checks.map(({ check }) => check.category))];
  return categories.map((category) => ({
    category,
    tallies: checks
      .filter(({ check }) => check.category === category)
      .toSorted(
        (left, right) => right.clusters.fail - left.clusters.fail || bySeverity(left.check, right.check),
      ),
  }));
}
