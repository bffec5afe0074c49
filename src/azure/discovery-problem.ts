import type { Missing } from '../model.ts';
import { cleanText } from '../shared/clean-text.ts';
import { clusterIdParts } from './arm-id.ts';
import { missingFrom } from './gathered.ts';

/** A part of the scope that gave nothing. */
export interface DiscoveryProblem extends Missing {
  readonly kind: 'subscription' | 'managementGroup' | 'fleet' | 'cluster';
  /** As it was asked for. */
  readonly id: string;
}

export function unreadable(kind: 'subscription' | 'managementGroup', id: string): DiscoveryProblem {
  const shown = cleanText(id, 100);
  const what = kind === 'subscription' ? `The subscription ${shown}` : `The management group ${shown}`;
  return {
    kind,
    id,
    ok: false,
    reason: 'forbidden',
    detail: `${what} shows the auditor nothing: it may not read it, or it does not exist in this tenant.`,
    remedy: `Check the id, and assign the role Reader to the identity of the auditor there.`,
  };
}

export function notFound(id: string, asked: string): DiscoveryProblem {
  const { name, subscriptionId } = clusterIdParts(id) ?? { name: id, subscriptionId: '' };
  return {
    kind: 'cluster',
    id: asked,
    ok: false,
    reason: 'notCollected',
    detail: `The cluster ${cleanText(name, 80)} is not among what the auditor can read in the subscription ${cleanText(subscriptionId, 80)}: it was deleted, or the role Reader is missing.`,
    remedy:
      'Assign the role Reader to the identity of the auditor at the cluster, or take it out of the fleet.',
  };
}

export function noCluster(id: string): DiscoveryProblem {
  return {
    kind: 'cluster',
    id,
    ok: false,
    reason: 'invalid',
    detail: `"${cleanText(id, 200)}" is not the ARM id of a managed cluster.`,
    remedy: 'Take the id from the properties page of the cluster in the Azure portal.',
  };
}

export function problemOf(kind: DiscoveryProblem['kind'], id: string, error: unknown): DiscoveryProblem {
  return { kind, id, ...missingFrom(error) };
}
