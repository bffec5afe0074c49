import { expect, test } from 'vitest';
import { blockedNodeEgress } from '../../../src/checks/network/blocked-node-egress.ts';
import type {
  EgressLayer,
  EgressOutcome,
  EgressProbe,
  NodeEgress,
} from '../../../src/evidence/node-egress.ts';
import { egressRepair } from '../../../src/remediation/node-egress.ts';
import { briefly, findingsIn, verdictOn } from '../../support/evidence.ts';

function on(probes: readonly EgressProbe[], suspects = probes.length) {
  const nodeEgress: NodeEgress = { suspects, probes };
  return verdictOn(blockedNodeEgress, { nodeEgress });
}

function probe(pool: string | null, outcome: EgressOutcome, place = 0): EgressProbe {
  const node = pool === null ? `machine-${place}` : `aks-${pool}-12345678-vmss00000${place}`;
  return { node, pool, ...outcome };
}

const reached: EgressOutcome = { outcome: 'reached' };
const busy: EgressOutcome = {
  outcome: 'unclear',
  reason: 'throttled',
  detail: 'Another command runs on the node.',
  remedy: 'The next sweep asks again.',
};

function blocked(layer: EgressLayer): EgressOutcome {
  return { outcome: 'blocked', layer, detail: `The node gets no further than ${layer} (curl 28).` };
}

test('a node that cannot open a connection is a critical finding on its pool', () => {
  expect(on([probe('user', blocked('TCP')), probe('system', reached)])).toEqual({
    outcome: 'fail',
    inspected: 2,
    findings: [
      {
        severity: 'critical',
        confidence: 'measured',
        resource: { kind: 'NodePool', name: 'user' },
        summary:
          'The node aks-user-12345678-vmss000000 of the pool user does not reach the API server: no connection is opened (TCP); expected is an answer.',
        observed: { text: 'no connection is opened (TCP)' },
        culprit: { kind: 'nodePool', name: 'user' },
        excerpts: [
          {
            label: 'aks-user-12345678-vmss000000',
            value: 'TCP: The node gets no further than TCP (curl 28).',
          },
        ],
        remediation: egressRepair('aks-user-12345678-vmss000000', ['TCP']),
      },
    ],
  });
});

test.each([
  ['DNS', 'it cannot resolve its name (DNS)', 'measured'],
  ['TCP', 'no connection is opened (TCP)', 'measured'],
  ['TLS', 'the connection opens, but nothing secure comes about on it (TLS)', 'measured'],
  ['authentication', 'the network is fine, but the node is not let in (authentication)', 'measured'],
  ['agent', 'it could not even be asked, because its VM agent does not reach Azure (agent)', 'inferred'],
] as const)('blocked at %s', (layer, observed, confidence) => {
  expect(findingsIn(on([probe('user', blocked(layer))]))).toMatchObject([
    { severity: 'critical', confidence, observed: { text: observed } },
  ]);
});

test('a pool is found once, whichever of its nodes was asked and however many', () => {
  const verdict = on([probe('user', blocked('agent'), 1), probe('user', blocked('DNS'), 2)]);

  expect(briefly(verdict)).toEqual(['critical user']);
  expect(findingsIn(verdict)).toMatchObject([
    {
      confidence: 'measured',
      observed: { text: 'it cannot resolve its name (DNS)' },
      excerpts: [{ label: 'aks-user-12345678-vmss000002' }, { label: 'aks-user-12345678-vmss000001' }],
    },
  ]);
  expect(findingsIn(on([probe('user', blocked('DNS'), 7)]))[0]?.resource).toEqual(
    findingsIn(verdict)[0]?.resource,
  );
});

test('nodes outside of pools are one group', () => {
  const verdict = on([probe(null, blocked('TCP'), 1), probe(null, blocked('TCP'), 2)]);

  expect(briefly(verdict)).toEqual(['critical (none)']);
  expect(findingsIn(verdict)[0]?.culprit).toEqual({ kind: 'object', name: 'machine-1' });
});

test('nodes that get through pass: one speaks for its pool', () => {
  expect(on([probe('user', reached), probe('system', reached)], 9)).toEqual({
    outcome: 'pass',
    inspected: 2,
  });
});

test('when as many were asked as an audit asks, there may be pools of which none was', () => {
  const three = [probe('a', reached), probe('b', reached), probe('c', reached)];

  expect(on(three)).toEqual({ outcome: 'pass', inspected: 3 });
  expect(on(three, 4)).toMatchObject({
    outcome: 'unknown',
    reason: 'overBudget',
    detail: 'Of 4 silent nodes an audit asks 3 at most, so there may be pools of which none was asked.',
  });
});

test('without a silent node nobody is asked', () => {
  expect(on([])).toEqual({ outcome: 'notApplicable', why: 'No node is silent, so none was asked.' });
});

test('silent nodes of which none could be asked are unknown', () => {
  expect(on([], 1)).toMatchObject({
    outcome: 'unknown',
    reason: 'notCollected',
    detail: '1 node is silent, and none could be asked.',
  });
});

test('a node that gave no clear answer is unknown, and unseen beside one that did', () => {
  expect(on([probe('user', busy), probe('system', reached)])).toEqual({
    outcome: 'unknown',
    reason: 'throttled',
    detail:
      '1 silent node gave no clear answer (aks-user-12345678-vmss000000). Another command runs on the node.',
    remedy: 'The next sweep asks again.',
  });
  expect(on([probe('user', busy), probe('system', blocked('TLS'))])).toMatchObject({
    outcome: 'fail',
    findings: [{ resource: { name: 'system' } }],
    unseen: { reason: 'throttled' },
  });
});
