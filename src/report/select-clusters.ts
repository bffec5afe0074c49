/** Which clusters of the fleet are asked for, and in what order: the same for the API and the fleet page. */
import type { LatestAudit, Outcome, Severity } from '../model.ts';
import { hasTag, tagRule } from '../shared/tag-rule.ts';
import { attentionOf } from './attention.ts';
import { sortedBy } from './sort-key.ts';
import type { Order, SortKey } from './sort-key.ts';

export const clusterSorts = [
  'attention',
  'name',
  'score',
  'coverage',
  'etcd',
  'etcdUsed',
  'audited',
] as const;
export type ClusterSort = (typeof clusterSorts)[number];

/** Stands for clusters of which a fact is not known. */
const unknownFact = 'unknown';

/** Names from kubeconfigs may be of any length, and a place in the list has to fit into a token. */
const longestName = 100;

/** What has to be true of a cluster, all of it; what is absent does not matter. */
interface ClusterFilter {
  /** Part of the name, whatever its case. */
  readonly name?: string | undefined;
  /** `name=value`, or `name` for any value; the name in any case, as Azure compares it. */
  readonly tag?: string | undefined;
  /** One of these, whatever its case; `unknown` for clusters of which it is not known. */
  readonly tier?: readonly string[] | undefined;
  readonly region?: readonly string[] | undefined;
  /** It has an open finding of one of these. */
  readonly severity?: readonly Severity[] | undefined;
  /** The id of a check of which the outcome is one of `outcome`; without `outcome`, `fail`. */
  readonly check?: string | undefined;
  /** Without `check`: any check has one of these. A check that did not run yet is `unknown`. */
  readonly outcome?: readonly Outcome[] | undefined;
}

export interface ClusterQuery extends ClusterFilter {
  readonly sort: ClusterSort;
  /** Without it the way that puts first what wants a look: `naturalOrder`. */
  readonly order?: Order | undefined;
}

/** Low scores and coverage, large databases and old audits come first. */
export const naturalOrder: Readonly<Record<ClusterSort, Order>> = {
  attention: 'asc',
  name: 'asc',
  score: 'asc',
  coverage: 'asc',
  etcd: 'desc',
  etcdUsed: 'desc',
  audited: 'asc',
};

/** The clusters that are asked for, in the order that is asked for. */
export function selectClusters(latest: readonly LatestAudit[], query: ClusterQuery): readonly LatestAudit[] {
  const asked = latest.filter((cluster) => isAskedFor(cluster, query));
  return sortedBy(asked, (cluster) => clusterSortKey(cluster, query.sort), orderOf(query));
}

export function orderOf({ sort, order }: Pick<ClusterQuery, 'sort' | 'order'>): Order {
  return order ?? naturalOrder[sort];
}

/** Where a cluster stands. One that was not seen has no figure and stands last; one never audited is the oldest. */
export function clusterSortKey(latest: LatestAudit, sort: ClusterSort): SortKey {
  const { cluster } = latest;
  return sortKeys[sort](latest, [cluster.name.toLowerCase().slice(0, longestName), cluster.key]);
}

type KeyOf = (latest: LatestAudit, identity: readonly string[]) => SortKey;

const sortKeys: Readonly<Record<ClusterSort, KeyOf>> = {
  attention: (latest, identity) => ({ unknown: 0, parts: [...attentionOf(latest), ...identity] }),
  name: (_latest, identity) => ({ unknown: 0, parts: identity }),
  audited: ({ newest }, identity) => ({ unknown: 0, parts: [newest?.at ?? '', ...identity] }),
  score: ({ newest }, identity) => byFigure(newest?.headline.score, identity),
  coverage: ({ newest }, identity) => byFigure(newest?.headline.coverage, identity),
  etcd: ({ newest }, identity) => byFigure(newest?.headline.etcdBytes, identity),
  etcdUsed: ({ newest }, identity) => byFigure(newest?.headline.etcdUsed, identity),
};

function byFigure(figure: number | null | undefined, identity: readonly string[]): SortKey {
  return figure === null || figure === undefined
    ? { unknown: 1, parts: identity }
    : { unknown: 0, parts: [figure, ...identity] };
}

function isAskedFor({ cluster, newest }: LatestAudit, filter: ClusterFilter): boolean {
  const facts = newest?.facts ?? null;
  const findings = newest?.headline.findings ?? {};
  return (
    (filter.name === undefined || cluster.name.toLowerCase().includes(filter.name.toLowerCase())) &&
    (filter.tag === undefined || hasTag(facts?.tags ?? {}, tagRule(filter.tag))) &&
    (filter.tier === undefined || isOneOf(facts?.tier, filter.tier)) &&
    (filter.region === undefined || isOneOf(facts?.location, filter.region)) &&
    (filter.severity === undefined || filter.severity.some((severity) => (findings[severity] ?? 0) > 0)) &&
    hasOutcome(newest?.outcomes ?? {}, filter)
  );
}

function isOneOf(fact: string | null | undefined, wanted: readonly string[]): boolean {
  const text = (fact ?? unknownFact).toLowerCase();
  return wanted.some((word) => word.toLowerCase() === text);
}

function hasOutcome(
  outcomes: Readonly<Record<string, Outcome>>,
  { check, outcome }: Pick<ClusterFilter, 'check' | 'outcome'>,
): boolean {
  if (check !== undefined) {
    const found = Object.hasOwn(outcomes, check) ? outcomes[check] : undefined;
    return (outcome ?? ['fail']).includes(found ?? 'unknown');
  }
  if (outcome === undefined) return true;
  const found = Object.values(outcomes);
  return found.length === 0 ? outcome.includes('unknown') : found.some((one) => outcome.includes(one));
}
