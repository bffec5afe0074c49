import type { Gathered } from '../model.ts';
import { aggregatedApis } from './aggregated-apis.ts';
import { apiHealth } from './api-health.ts';
import { apiMetrics } from './api-metrics.ts';
import { flowControl } from './flow-control.ts';
import { nodeHeartbeats } from './node-heartbeats.ts';
import { webhooks } from './webhooks.ts';

/** Every gatherer; a new one joins by a line here, and its value joins `Evidence`. */
export const gatherers = [
  apiHealth,
  apiMetrics,
  webhooks,
  flowControl,
  aggregatedApis,
  nodeHeartbeats,
] as const;

type AnyGatherer = (typeof gatherers)[number];

/** What each kind of evidence holds, by its id. */
export type Evidence = {
  readonly [G in AnyGatherer as G['id']]: Awaited<ReturnType<G['gather']>>;
};

export type EvidenceKind = keyof Evidence;

/** What one audit gathered: only the kinds that were asked for. */
export type Collected = { readonly [K in EvidenceKind]?: Gathered<Evidence[K]> };
