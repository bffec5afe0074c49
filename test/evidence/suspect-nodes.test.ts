import { describe, expect, test } from 'vitest';
import type { NodeHeartbeat } from '../../src/evidence/node-heartbeats.ts';
import { suspectNodes } from '../../src/evidence/suspect-nodes.ts';
import { loggedHeartbeats } from '../support/azure-evidence.ts';
import { ago, forbidden, gathered } from '../support/evidence.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const at = now.toISOString();

/** Nodes of AKS by pool and last digit, with the seconds since their last heartbeat; null: never. */
function heartbeats(seconds: Readonly<Record<string, number | null>>) {
  const nodes = Object.entries(seconds).map(([name, since]): NodeHeartbeat => ({
    node: nodeOf(name),
    pool: null,
    renewedAt: since === null ? null : ago(since),
  }));
  return gathered({ nodes, total: nodes.length, truncated: false });
}

function nodeOf(name: string): string {
  const [, pool = '', digit = ''] = /^(\D+)(\d)$/u.exec(name) ?? [];
  return `aks-${pool}-12345678-vmss00000${digit}`;
}

function logged(seconds: Readonly<Record<string, number>>, silent: number) {
  const silentNodes = Object.entries(seconds).map(([name, since]) => ({
    node: nodeOf(name),
    pool: null,
    renewedAt: ago(since),
  }));
  return gathered(loggedHeartbeats({ silent, silentNodes }));
}

const suspects = (silent: number, ...names: readonly string[]) => ({
  ok: true,
  at,
  value: { nodes: names.map(nodeOf), silent },
});

describe('by their leases', () => {
  test('nodes that speak are no suspects', () => {
    expect(suspectNodes({ nodeHeartbeats: heartbeats({ web0: 10, web1: 300 }) }, now)).toEqual(suspects(0));
  });

  test('a node is one after more than five minutes', () => {
    expect(suspectNodes({ nodeHeartbeats: heartbeats({ web0: 10, web1: 300.001 }) }, now)).toEqual(
      suspects(1, 'web1'),
    );
  });

  test('one is enough of each pool: the one that has been silent for longest', () => {
    const nodeHeartbeats = heartbeats({ web0: 400, web1: 900, web2: 500, batch0: 600, batch1: 5, gpu0: 8 });

    expect(suspectNodes({ nodeHeartbeats }, now)).toEqual(suspects(4, 'web1', 'batch0'));
  });

  test('one that never spoke has been silent for longest', () => {
    const nodeHeartbeats = heartbeats({ web0: 90_000, batch0: null });

    expect(suspectNodes({ nodeHeartbeats }, now)).toEqual(suspects(2, 'batch0', 'web0'));
  });

  test('of those as silent as each other it is the same one every time', () => {
    const one = heartbeats({ web1: 900, web0: 900 });
    const other = heartbeats({ web0: 900, web1: 900 });

    expect(suspectNodes({ nodeHeartbeats: one }, now)).toEqual(suspects(2, 'web0'));
    expect(suspectNodes({ nodeHeartbeats: other }, now)).toEqual(suspects(2, 'web0'));
  });

  test('nodes whose names tell no pool stand for each other', () => {
    const nodes = ['vm-a', 'vm-b'].map((node, index) => ({
      node,
      pool: null,
      renewedAt: ago(900 - index),
    }));
    const nodeHeartbeats = gathered({ nodes, total: 2, truncated: false });

    expect(suspectNodes({ nodeHeartbeats }, now)).toEqual({
      ok: true,
      at,
      value: { nodes: ['vm-a'], silent: 2 },
    });
  });
});

describe('by a list of leases that was cut', () => {
  const cut = (seconds: Readonly<Record<string, number>>) => {
    const { value } = heartbeats(seconds);
    return gathered({ ...value, total: 9_000, truncated: true });
  };

  test('a node that is silent in the part that was read is one', () => {
    expect(suspectNodes({ nodeHeartbeats: cut({ web0: 10, web1: 301 }) }, now)).toEqual(suspects(1, 'web1'));
  });

  test('that none is silent there is no answer', () => {
    expect(suspectNodes({ nodeHeartbeats: cut({ web0: 10 }) }, now)).toEqual({
      ok: false,
      reason: 'truncated',
      detail: 'None of the nodes that were read is silent, but the cluster has more nodes than were read.',
      remedy: 'Look at the nodes of the cluster by hand: kubectl get nodes.',
    });
  });

  test('the audit log is looked at then', () => {
    const loggedOnes = logged({ web0: 2_000 }, 1);

    expect(suspectNodes({ nodeHeartbeats: cut({ web1: 10 }), loggedHeartbeats: loggedOnes }, now)).toEqual(
      suspects(1, 'web0'),
    );
  });
});

describe('by the audit log', () => {
  test('that none fell silent is no answer: who never spoke is not in it', () => {
    expect(suspectNodes({ loggedHeartbeats: logged({}, 0) }, now)).toEqual({
      ok: false,
      reason: 'notCollected',
      detail: 'No node fell silent in the audit log, but one that was silent all the time is not in it.',
      remedy: 'Let the auditor read the leases of the cluster.',
    });
  });

  test('it is who is silent there, where leases cannot be read', () => {
    const loggedOnes = logged({ web0: 2_000, web1: 2_400, batch0: 2_200 }, 70);

    expect(suspectNodes({ nodeHeartbeats: forbidden, loggedHeartbeats: loggedOnes }, now)).toEqual(
      suspects(70, 'web1', 'batch0'),
    );
    expect(suspectNodes({ loggedHeartbeats: loggedOnes }, now)).toEqual(suspects(70, 'web1', 'batch0'));
  });

  test('it is not asked where leases were read: they are newer', () => {
    expect(
      suspectNodes(
        { nodeHeartbeats: heartbeats({ web0: 5 }), loggedHeartbeats: logged({ web0: 2_000 }, 1) },
        now,
      ),
    ).toEqual(suspects(0));
  });
});

describe('without either', () => {
  const unlogged = { ...forbidden, detail: 'No log.' };

  test.each([
    ['the reason of the leases', { nodeHeartbeats: forbidden, loggedHeartbeats: unlogged }, forbidden],
    ['the reason of the log where leases were not asked', { loggedHeartbeats: unlogged }, unlogged],
    [
      'that neither was asked',
      {},
      {
        ok: false,
        reason: 'notCollected',
        detail: 'No heartbeats of nodes were read, so it is not known which of them are silent.',
        remedy: 'Let the auditor read the leases of the cluster, or its audit log.',
      },
    ],
  ])('it is said: %s', (_what, evidence, expected) => {
    expect(suspectNodes(evidence, now)).toEqual(expected);
  });
});
