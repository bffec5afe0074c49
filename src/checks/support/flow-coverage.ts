/** Whether one flow-control rule takes every request that another would take: certain answers only. */
import type {
  FlowRule,
  FlowSchema,
  FlowSubject,
  NonResourceRule,
  ResourceRule,
} from '../../evidence/flow-control.ts';
import { compareText } from '../../shared/compare-text.ts';

/**
 * The schemas that take every request of this one before it is asked; empty when some request may reach it.
 * `heeded` are the schemas that the server goes by: not the dangling ones. What one rule of an earlier schema does not
 * cover alone counts as not covered, even if several did together.
 */
export function shadowedBy(schema: FlowSchema, heeded: readonly FlowSchema[]): readonly FlowSchema[] {
  const earlier = heeded.filter((other) => inOrder(other, schema) < 0).toSorted(inOrder);
  const taking = new Set<FlowSchema>();
  for (const part of partsOf(schema)) {
    const taker = earlier.find((other) => other.rules.some((rule) => takes(rule, part)));
    if (taker === undefined) return [];
    taking.add(taker);
  }
  return [...taking];
}

/** The order in which the server asks: smaller number first, equal numbers by name. */
function inOrder(left: FlowSchema, right: FlowSchema): number {
  if (left.matchingPrecedence !== right.matchingPrecedence) {
    return left.matchingPrecedence - right.matchingPrecedence;
  }
  return compareText(left.name, right.name);
}

/** One subject with one kind of request: what a schema matches is the union of its parts. */
type Part = { readonly subject: FlowSubject } & (
  { readonly resources: ResourceRule } | { readonly paths: NonResourceRule }
);

function partsOf({ rules }: FlowSchema): readonly Part[] {
  return rules.flatMap(({ subjects, resourceRules, nonResourceRules }) =>
    subjects.flatMap((subject): readonly Part[] => [
      ...resourceRules.map((resources) => ({ subject, resources })),
      ...nonResourceRules.map((paths) => ({ subject, paths })),
    ]),
  );
}

function takes(rule: FlowRule, part: Part): boolean {
  if (!rule.subjects.some((subject) => coversSubject(subject, part.subject))) return false;
  return 'resources' in part
    ? rule.resourceRules.some((resources) => coversResources(resources, part.resources))
    : rule.nonResourceRules.some((paths) => coversPaths(paths, part.paths));
}

/** Whether everybody who is the narrow subject is the wide one too. */
export function coversSubject(wide: FlowSubject, narrow: FlowSubject): boolean {
  if (wide.kind === 'ServiceAccount') {
    return (
      narrow.kind === 'ServiceAccount' &&
      wide.namespace === narrow.namespace &&
      (wide.name === '*' || wide.name === narrow.name)
    );
  }
  if (wide.name === '*') return true;
  if (wide.kind === 'User') return wide.name === userNameOf(narrow);
  return groupsOf(narrow).includes(wide.name);
}

/** The one user that a subject stands for; null when it stands for many. */
function userNameOf(subject: FlowSubject): string | null {
  if (subject.kind === 'Group' || subject.name === '*') return null;
  return 'namespace' in subject ? `system:serviceaccount:${subject.namespace}:${subject.name}` : subject.name;
}

/** Groups that everybody who is the subject is certainly in. */
function groupsOf(subject: FlowSubject): readonly string[] {
  if (subject.kind === 'ServiceAccount') {
    return ['system:serviceaccounts', `system:serviceaccounts:${subject.namespace}`, 'system:authenticated'];
  }
  if (subject.kind === 'Group') {
    return subject.name.startsWith('system:serviceaccounts')
      ? [subject.name, 'system:serviceaccounts', 'system:authenticated']
      : [subject.name];
  }
  // `*` is anonymous callers as well.
  return subject.name === '*' || subject.name === 'system:anonymous' ? [] : ['system:authenticated'];
}

function coversResources(wide: ResourceRule, narrow: ResourceRule): boolean {
  return (
    coversAll(wide.verbs, narrow.verbs) &&
    coversAll(wide.apiGroups, narrow.apiGroups) &&
    coversAll(wide.resources, narrow.resources) &&
    coversAll(wide.namespaces, narrow.namespaces) &&
    (wide.clusterScope || !narrow.clusterScope)
  );
}

function coversPaths(wide: NonResourceRule, narrow: NonResourceRule): boolean {
  return (
    coversAll(wide.verbs, narrow.verbs) &&
    narrow.nonResourceURLs.every((path) => wide.nonResourceURLs.some((pattern) => coversPath(pattern, path)))
  );
}

function coversAll(wide: readonly string[], narrow: readonly string[]): boolean {
  return wide.includes('*') || narrow.every((value) => wide.includes(value));
}

function coversPath(wide: string, narrow: string): boolean {
  if (wide === '*' || wide === narrow) return true;
  return wide.endsWith('/*') && narrow.startsWith(wide.slice(0, -1));
}
