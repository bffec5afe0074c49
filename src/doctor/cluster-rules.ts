/** The rules of Kubernetes that gatherers need, one by one, and which of them a read is about. */
import type { Gatherer } from '../evidence/define-gatherer.ts';
import { gatherers } from '../evidence/index.ts';
import type { EvidenceKind, GatheredKind } from '../evidence/index.ts';
import { resourceAt, withoutQuery } from '../kubernetes/api-path.ts';

export interface ClusterRule {
  /** `list leases.coordination.k8s.io`, `get /metrics` */
  readonly id: string;
  readonly verb: 'get' | 'list';
  /** A path that it is about, without a namespace. */
  readonly path: string;
  /** The kinds of evidence that need it, or go by one that does. */
  readonly kinds: readonly EvidenceKind[];
}

export const clusterRules: readonly ClusterRule[] = [
  ...Map.groupBy(
    gatherers.flatMap(({ id: kind, needs }) =>
      needs.flatMap((rule) => {
        const paths =
          'apiGroup' in rule
            ? rule.resources.map((resource) => `${rootOf(rule.apiGroup)}/${resource}`)
            : rule.nonResourceURLs;
        return paths.flatMap((path) =>
          rule.verbs.flatMap((verb) =>
            [kind, ...followersOf(kind)].map((one) => ({ kind: one, verb: verbOf(verb), path })),
          ),
        );
      }),
    ),
    ({ verb, path }) => clusterRuleId(verb, path),
  ),
].flatMap(([id, uses]) => {
  const [first] = uses;
  return first === undefined
    ? []
    : [{ id, verb: first.verb, path: first.path, kinds: uses.map(({ kind }) => kind) }];
});

function followersOf(kind: GatheredKind): readonly GatheredKind[] {
  const all: readonly Gatherer<GatheredKind>[] = gatherers;
  return all.flatMap(({ id, goesBy = [] }) => (goesBy.some((one) => one === kind) ? [id] : []));
}

/** The same for every version, namespace and name. */
export function clusterRuleId(verb: ClusterRule['verb'], path: string): string {
  const resource = resourceAt(path);
  if (resource === null) return `${verb} ${withoutQuery(path)}`;
  const { name, apiGroup } = resource;
  return `${verb} ${apiGroup === '' ? name : `${name}.${apiGroup}`}`;
}

/** Any version will do: rules name none. */
function rootOf(apiGroup: string): string {
  return apiGroup === '' ? '/api/v1' : `/apis/${apiGroup}/v1`;
}

/** Gatherers read, in these two ways. */
function verbOf(verb: string): ClusterRule['verb'] {
  if (verb === 'get' || verb === 'list') return verb;
  throw new TypeError(`No gatherer may ${verb}.`);
}
