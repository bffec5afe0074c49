/** Whether nodes reach the API server of their own cluster, asked on the nodes themselves. */
import type { UnknownReason } from '../shared/errors.ts';

/** How far a node got; `agent`: it could not be asked, because its VM agent does not reach Azure either. */
const egressLayers = ['DNS', 'TCP', 'TLS', 'authentication', 'agent'] as const;
export type EgressLayer = (typeof egressLayers)[number];

export type EgressProbe = {
  readonly node: string;
  /** From the AKS node name; null for names of another shape. */
  readonly pool: string | null;
} & EgressOutcome;

export type EgressOutcome =
  | { readonly outcome: 'reached' }
  | { readonly outcome: 'blocked'; readonly layer: EgressLayer; readonly detail: string }
  | {
      readonly outcome: 'unclear';
      readonly reason: UnknownReason;
      readonly detail: string;
      readonly remedy: string;
    };

export interface NodeEgress {
  /** Silent nodes, of which one for each pool is probed; 0: there was nobody to ask. */
  readonly suspects: number;
  readonly probes: readonly EgressProbe[];
}
