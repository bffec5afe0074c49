/** How often clients write, and how much of it changes anything. */
import type { CallLatency } from '../../evidence/logs/latency-by-call.ts';
import { callKey, callName } from './log-calls.ts';
import { type ClientGroup, byClient } from './log-clients.ts';

/** Writes of one kind by one client. */
export interface WriteLoad {
  readonly client: ClientGroup<CallLatency>;
  readonly call: CallLatency;
  readonly requests: number;
  readonly perSecond: number;
  readonly unchanged: number;
  readonly unchangedPerSecond: number;
  /** Of the writes that tell; 0 when none does. */
  readonly unchangedShare: number;
}

/** PUT and PATCH by client and kind, without the heartbeats of nodes. */
export function writeLoads(calls: readonly CallLatency[], seconds: number): readonly WriteLoad[] {
  const writes = calls.filter(
    (call) => (call.verb === 'update' || call.verb === 'patch') && !isHeartbeat(call),
  );
  return byClient(writes, callKey).map((client) => writeLoad(client, seconds));
}

/**
 * A node renews its lease every ten seconds and writes its status every five minutes, as it must. The user is that of one
 * node, which the server has authenticated: https://kubernetes.io/docs/reference/node/node-status/#heartbeats
 */
function isHeartbeat(call: CallLatency): boolean {
  const name = callName(call);
  return (
    call.username.startsWith('system:node:') &&
    (name === 'leases.coordination.k8s.io' || name === 'nodes/status')
  );
}

function writeLoad(client: ClientGroup<CallLatency>, seconds: number): WriteLoad {
  const [call] = client.items;
  const sum = (name: 'requests' | 'versionedWrites' | 'unchangedWrites'): number =>
    client.items.reduce((total, item) => total + item[name], 0);
  const [requests, versioned, unchanged] = [sum('requests'), sum('versionedWrites'), sum('unchangedWrites')];
  return {
    client,
    call,
    requests,
    perSecond: requests / seconds,
    unchanged,
    unchangedPerSecond: unchanged / seconds,
    unchangedShare: versioned === 0 ? 0 : unchanged / versioned,
  };
}
