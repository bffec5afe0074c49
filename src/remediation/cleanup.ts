/** What makes a kind of object pile up, and the safe way to be rid of them. */
import type { Remediation, RemediationStep } from '../model.ts';
import { shellQuote } from '../shared/quote.ts';
import { knownLeaker, type KnownLeaker, type LeakSigns } from './known-leakers.ts';
import { links } from './links.ts';
import { isBuiltIn, quotaStep, scopeOf } from './quota.ts';

export interface CleanupRequest {
  /** `plural` or `plural.group`. */
  readonly kind: string;
  /** Objects a namespace may hold once it is cleaned up. */
  readonly limit: number;
  /** The count may be a left-over of a deleted CustomResourceDefinition. */
  readonly maybeStale: boolean;
  /** The one that holds most; null when that is not known. */
  readonly namespace: string | null;
  readonly signs: LeakSigns;
}

export function cleanupOf({ kind, limit, maybeStale, namespace, signs }: CleanupRequest): Remediation {
  const known = knownLeaker(kind, signs);
  const quota = known?.derived === true ? null : quotaStep({ kind, namespace, limit });
  return {
    summary:
      known?.why ??
      `Find out what creates ${kind} and never deletes them, make it stop, then delete what is left over.`,
    steps: [
      ...(maybeStale ? [staleStep(kind)] : []),
      ...findSteps(kind),
      ...namespaceSteps(kind, known, namespace),
      ...lookSteps(kind),
      ...(known?.steps ?? []),
      ...(quota === null ? [] : [quota]),
      {
        text: 'Whatever else you delete, do it in batches of a hundred with pauses: every deletion is a write that all watchers are told of. etcd grows first, and reuses the space some minutes later; the file shrinks only when AKS defragments it.',
      },
    ],
    learnMore: known?.learnMore ?? links.guide,
  };
}

function staleStep(kind: string): RemediationStep {
  return {
    text: 'Make sure that the kind still exists: before Kubernetes 1.34 the count of a deleted CustomResourceDefinition stays until the API server restarts.',
    command: `kubectl get ${shellQuote(`crd/${kind}`)}`,
  };
}

/** A kind is a plural and a group; anything else would be an option or a second argument to kubectl. */
function isListable(kind: string): boolean {
  const isKind = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(kind);
  // Events have no cache: a list of many would read all of them from etcd.
  return isKind && kind !== 'events' && kind !== 'events.events.k8s.io';
}

/** Whether the control plane makes them for other objects, so that a quota on them would break what they belong to. */
export function isDerived(kind: string): boolean {
  return knownLeaker(kind, [])?.derived === true;
}

/** Counts a kind by namespace, in pages; null where that is no use. */
export function countByNamespace(kind: string): string | null {
  if (!isListable(kind) || scopeOf(kind) === 'cluster') return null;
  // As a table: other forms of output would have the server send all of every object.
  return `kubectl get ${kind} --all-namespaces --chunk-size=500 --no-headers | awk '{print $1}' | sort | uniq -c | sort -rn | head`;
}

function findSteps(kind: string): readonly RemediationStep[] {
  const command = countByNamespace(kind);
  if (command === null) return [];
  return [
    {
      text: 'Count them by namespace. kubectl reads in pages of 500; on an API server in trouble do this at a quiet hour.',
      command,
    },
  ];
}

/** Steps that follow go by NAMESPACE. */
function namespaceSteps(
  kind: string,
  known: KnownLeaker | undefined,
  namespace: string | null,
): readonly RemediationStep[] {
  const isUsed = isBuiltIn(kind) || known?.steps.some(({ command }) => command?.includes('$NAMESPACE'));
  if (countByNamespace(kind) === null || isUsed !== true) return [];
  return [
    namespace === null
      ? { text: 'Set the namespace that holds most.', command: 'export NAMESPACE=' }
      : {
          text: 'Go on with the namespace that holds most.',
          command: `export NAMESPACE=${shellQuote(namespace)}`,
        },
  ];
}

function lookSteps(kind: string): readonly RemediationStep[] {
  if (!isListable(kind)) return [];
  if (scopeOf(kind) === 'cluster') return [lookStep('Look at twenty of them', `kubectl get ${kind}`)];
  if (!isBuiltIn(kind)) return [];
  return [
    lookStep('Look at twenty of them in that namespace', `kubectl get ${kind} --namespace="$NAMESPACE"`),
  ];
}

function lookStep(what: string, get: string): RemediationStep {
  return {
    text: `${what} for who makes them: owner, manager and age.`,
    command: [
      `${get} --chunk-size=500 --no-headers | awk 'NR % 100 == 1 {print $1}' | head -20 |`,
      `  xargs -r ${get} --output=custom-columns=NAME:.metadata.name,CREATED:.metadata.creationTimestamp,OWNER:.metadata.ownerReferences[0].kind,BY:.metadata.managedFields[0].manager`,
    ].join('\n'),
  };
}
