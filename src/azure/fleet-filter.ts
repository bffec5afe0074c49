/**
 * Which discovered clusters belong to the fleet. Applied here and not in the query, so that it has one meaning for every
 * source, that nothing of it can become part of a query, and that what was left out can be said.
 */
import { matchesPattern } from '../shared/pattern.ts';
import { hasTag, type TagRule } from '../shared/tag-rule.ts';
import type { DiscoveredCluster } from './managed-clusters.ts';

/** Patterns have `*` for any text and `?` for one character, and do not heed case. An empty list says nothing. */
export interface FleetRule {
  readonly names: readonly string[];
  readonly resourceGroups: readonly string[];
  readonly regions: readonly string[];
  readonly tags: readonly TagRule[];
}

export interface FleetFilter {
  /** A cluster must match one pattern of each list that is given, and every tag. */
  readonly include: FleetRule;
  /** A cluster that matches any of these is left out, even one that was named. */
  readonly exclude: FleetRule;
}

const nothing: FleetRule = { names: [], resourceGroups: [], regions: [], tags: [] };
/** Lets every cluster in. */
export const wholeFleet: FleetFilter = { include: nothing, exclude: nothing };

/** Why a cluster is left out; null when it is in. One that was named by its id need not match what is included. */
export function leftOut(
  found: DiscoveredCluster,
  { include, exclude }: FleetFilter,
  named: boolean,
): string | null {
  for (const [what, value, patterns] of facetsOf(found, exclude)) {
    const pattern = patterns.find((one) => matchesPattern(one, value));
    if (pattern !== undefined) return `Its ${what} ${value} matches the exclusion ${pattern}.`;
  }
  for (const tag of exclude.tags) {
    if (hasTag(found.cluster.tags, tag)) return `It has the tag ${tagText(tag)}, which is excluded.`;
  }
  if (named) return null;
  for (const [what, value, patterns] of facetsOf(found, include)) {
    const none = patterns.length > 0 && !patterns.some((one) => matchesPattern(one, value));
    if (none) return `Its ${what} ${value} matches none of ${patterns.join(', ')}.`;
  }
  const missing = include.tags.find((tag) => !hasTag(found.cluster.tags, tag));
  return missing === undefined ? null : `It does not have the tag ${tagText(missing)}.`;
}

function facetsOf(
  { name, resourceGroup, cluster }: DiscoveredCluster,
  rule: FleetRule,
): readonly (readonly [string, string, readonly string[]])[] {
  return [
    ['name', name, rule.names],
    ['resource group', resourceGroup, rule.resourceGroups],
    ['region', cluster.location, rule.regions],
  ];
}

function tagText({ name, value }: TagRule): string {
  return value === null ? name : `${name}=${value}`;
}
