/** Which open findings of the fleet are asked for, in what order, and what they have in common. */
import { createHash } from 'node:crypto';
import type { BaselineEntry, ClusterRef, LatestAudit, Severity } from '../model.ts';
import { severities } from '../model.ts';
import type { ClusterFindings } from '../store/history.ts';
import { hasTag, tagRule } from '../shared/tag-rule.ts';
import type { SortKey } from './sort-key.ts';

export const findingSorts = ['severity', 'age', 'cluster', 'check'] as const;
export type FindingSort = (typeof findingSorts)[number];

export const findingGroups = ['check', 'client'] as const;
type FindingGrouping = (typeof findingGroups)[number];

/** Baseline states of findings that are open. */
export const openStates = ['new', 'unchanged', 'unknown'] as const;

/** What has to be true of a finding, all of it; what is absent does not matter. */
export interface FindingFilter {
  readonly severity?: readonly Severity[] | undefined;
  /** Id of a check. */
  readonly check?: string | undefined;
  readonly state?: readonly (typeof openStates)[number][] | undefined;
  readonly suppressed?: boolean | undefined;
  /** Part of the name of the client or user that causes it, whatever its case. */
  readonly client?: string | undefined;
  /** Part of the name of the cluster, whatever its case. */
  readonly cluster?: string | undefined;
  /** Of the cluster: `name=value`, or `name` for any value. */
  readonly tag?: string | undefined;
}

export interface OpenFinding {
  readonly cluster: ClusterRef;
  readonly entry: OpenEntry;
}

type OpenEntry = BaselineEntry & { readonly state: (typeof openStates)[number] };

export interface FoundFindings {
  readonly findings: readonly OpenFinding[];
  /** Findings of these clusters that are not kept with their newest state: there are too many. The mildest ones. */
  readonly leftOut: number;
  /** Clusters of these that the newest sweep did not audit: what is known of them is old, or nothing. */
  readonly notAudited: number;
}

export function selectFindings(
  latest: readonly LatestAudit[],
  open: readonly ClusterFindings[],
  filter: FindingFilter,
): FoundFindings {
  const clusters = latest.filter((cluster) => isInCluster(cluster, filter));
  const keys = new Set(clusters.map(({ cluster }) => cluster.key));
  const found = open.filter(({ cluster }) => keys.has(cluster.key));
  return {
    findings: found.flatMap(({ cluster, findings }) =>
      findings
        .filter(isOpen)
        .filter((entry) => isAskedFor(entry, filter))
        .map((entry) => ({ cluster, entry })),
    ),
    leftOut: found.reduce((sum, { leftOut }) => sum + leftOut, 0),
    notAudited: clusters.filter(({ notAudited }) => notAudited !== undefined).length,
  };
}

/** Where a finding stands; the fingerprint tells all findings of the fleet apart. */
export function findingSortKey({ cluster, entry }: OpenFinding, sort: FindingSort): SortKey {
  const rank = severities.indexOf(entry.severity);
  const identity = [cluster.key, entry.fingerprint];
  const first = {
    severity: [rank, entry.firstSeen.at],
    age: [entry.firstSeen.at, rank],
    cluster: [cluster.name.toLowerCase().slice(0, longestName), cluster.key, rank],
    check: [entry.check, rank],
  }[sort];
  return { unknown: 0, parts: [...first, ...identity] };
}

/** A name in a place of the list has to fit into a token. */
const longestName = 100;

export interface FindingGroup {
  /** The check or the client; null for findings of which no client is known to cause them. */
  readonly name: string | null;
  readonly findings: number;
  /** How many of them are suppressed. */
  readonly suppressed: number;
  readonly clusters: number;
  readonly worst: Severity;
  /** When the oldest of them was first found. */
  readonly oldest: string;
}

export function groupFindings(
  findings: readonly OpenFinding[],
  by: FindingGrouping,
): readonly FindingGroup[] {
  const groups = Map.groupBy(findings, ({ entry }) => groupNameOf(entry, by));
  return [...groups].map(([name, members]) => ({
    name,
    findings: members.length,
    suppressed: members.filter(({ entry }) => entry.suppression !== undefined).length,
    clusters: new Set(members.map(({ cluster }) => cluster.key)).size,
    worst: severities.find((severity) => members.some(({ entry }) => entry.severity === severity)) ?? 'info',
    oldest: members
      .map(({ entry }) => entry.firstSeen.at)
      .reduce((one, other) => (one < other ? one : other)),
  }));
}

/** What the group of a finding is called; null when no client is known. */
export function groupNameOf(entry: BaselineEntry, by: FindingGrouping): FindingGroup['name'] {
  return by === 'check' ? entry.check : clientOf(entry);
}

/** The worst first, then those of most findings; those of no client last. */
export function groupSortKey({ name, worst, findings }: FindingGroup): SortKey {
  const text = name ?? '';
  // A name may be too long for a token; its hash tells it from those that begin alike.
  const identity = [text.slice(0, longestName), createHash('sha256').update(text).digest('base64url')];
  return { unknown: name === null ? 1 : 0, parts: [severities.indexOf(worst), -findings, ...identity] };
}

function isInCluster(
  { cluster, newest }: LatestAudit,
  filter: Pick<FindingFilter, 'cluster' | 'tag'>,
): boolean {
  return (
    (filter.cluster === undefined || contains(cluster.name, filter.cluster)) &&
    (filter.tag === undefined || hasTag(newest?.facts?.tags ?? {}, tagRule(filter.tag)))
  );
}

function isOpen(entry: BaselineEntry): entry is OpenEntry {
  return openStates.some((state) => state === entry.state);
}

function isAskedFor(entry: BaselineEntry, filter: FindingFilter): boolean {
  const { severity, check, state, suppressed, client } = filter;
  return (
    (severity === undefined || severity.includes(entry.severity)) &&
    (check === undefined || entry.check === check) &&
    (state === undefined || state.some((one) => one === entry.state)) &&
    (suppressed === undefined || suppressed === (entry.suppression !== undefined)) &&
    (client === undefined || contains(clientOf(entry) ?? '', client))
  );
}

function clientOf({ culprit }: BaselineEntry): string | null {
  return culprit?.kind === 'client' || culprit?.kind === 'user' ? culprit.name : null;
}

function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}
