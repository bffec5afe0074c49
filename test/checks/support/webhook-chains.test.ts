import { describe, expect, test } from 'vitest';
import { configuredWebhooks } from '../../../src/checks/support/own-webhooks.ts';
import { chainsOver } from '../../../src/checks/support/webhook-chains.ts';
import type { Webhook } from '../../../src/evidence/webhooks.ts';
import { anything, configuration, notIn, webhook, webhookRule, webhooks } from '../../support/evidence.ts';

function serviceOf(name: string): Webhook['backend'] {
  return { type: 'service', namespace: 'webhooks', name, port: 443 };
}

const pods = [webhookRule({ operations: ['CREATE'], apiGroups: [''], resources: ['pods'] })];

function mutating(name: string, timeoutSeconds: number, given: Partial<Webhook> = {}) {
  return configuration({
    kind: 'MutatingWebhookConfiguration',
    name,
    webhooks: [
      webhook({ name: `${name}.example`, timeoutSeconds, rules: pods, backend: serviceOf(name), ...given }),
    ],
  });
}

function validating(name: string, timeoutSeconds: number, given: Partial<Webhook> = {}) {
  return { ...mutating(name, timeoutSeconds, given), kind: 'ValidatingWebhookConfiguration' as const };
}

function chains(...configurations: readonly ReturnType<typeof configuration>[]) {
  return chainsOver(configuredWebhooks(webhooks(configurations)), 34).map((chain) => ({
    ...chain,
    webhooks: chain.webhooks.map(({ webhook: { name } }) => name),
  }));
}

test('mutating webhooks wait for each other, of validating ones the longest counts', () => {
  expect(chains(mutating('a', 10), mutating('b', 10), validating('c', 15), validating('d', 5))).toEqual([
    {
      write: 'create pods',
      seconds: 35,
      webhooks: ['a.example', 'b.example', 'c.example', 'd.example'],
      assumptions: [],
    },
  ]);
});

test.each([
  [[mutating('a', 30), validating('b', 4)], []],
  [[mutating('a', 30), validating('b', 5)], ['create pods 35']],
  [[validating('a', 30), validating('b', 30)], []],
  [
    [
      mutating('a', 30),
      mutating('b', 30, { rules: [webhookRule({ apiGroups: ['apps'], resources: ['deployments'] })] }),
    ],
    [],
  ],
  [
    [
      mutating('a', 30),
      mutating('b', 30, { rules: [webhookRule({ operations: ['*'], resources: ['*/*'] })] }),
    ],
    ['create pods 60'],
  ],
])('only webhooks that one write is sent to add up: %#', (configurations, expected) => {
  expect(chains(...configurations).map(({ write, seconds }) => `${write} ${seconds}`)).toEqual(expected);
});

describe('webhooks of one backend', () => {
  const shared = { backend: serviceOf('shared') };
  const lax = { ...shared, failurePolicy: 'Ignore' } as const;

  test.each([
    [
      'with policy Fail end the write when it does not answer',
      [mutating('a', 30, shared), validating('b', 30, shared)],
      [],
    ],
    ['wait one after the other with policy Ignore', [mutating('a', 30, lax), mutating('b', 30, lax)], [60]],
    [
      'count with the longest, beside those of others',
      [mutating('a', 10, shared), mutating('b', 30, shared), mutating('c', 5)],
      [35],
    ],
    [
      'validate for longer than they mutate',
      [mutating('a', 10, shared), validating('b', 30, shared), mutating('c', 5)],
      [35],
    ],
  ])('%s', (_, configurations, expected) => {
    expect(chains(...configurations).map(({ seconds }) => seconds)).toEqual(expected);
  });
});

test('a webhook that a write is not sent to ends no wait', () => {
  const shared = { backend: serviceOf('shared') };
  const lax = { ...shared, failurePolicy: 'Ignore' } as const;
  const deployments = [webhookRule({ apiGroups: ['apps'], resources: ['deployments'] })];

  expect(
    chains(
      mutating('a', 20, lax),
      mutating('b', 20, lax),
      mutating('c', 5, { ...shared, rules: deployments }),
    ),
  ).toMatchObject([{ write: 'create pods', seconds: 40 }]);
});

test('rules for everything are tried with pods and deployments, and each write is told by itself', () => {
  const everything = { rules: [webhookRule({ operations: ['CREATE', 'UPDATE'], resources: ['*/*'] })] };

  expect(
    chains(mutating('a', 30, everything), mutating('b', 30, everything)).map(({ write }) => write),
  ).toEqual(['create deployments', 'create pods', 'update deployments', 'update pods']);
});

test('a webhook that leaves the namespace out is not waited for', () => {
  expect(chains(mutating('a', 30), mutating('b', 30, { namespaceSelector: notIn('default') }))).toEqual([]);
});

test('those that are asked for by labels add up for who carries the labels', () => {
  const injected = { namespaceSelector: { ...anything, matchLabels: { 'inject.example': 'enabled' } } };

  expect(chains(mutating('a', 30), mutating('b', 30, injected))).toEqual([
    {
      write: 'create pods',
      seconds: 60,
      webhooks: ['a.example', 'b.example'],
      assumptions: ['the namespace or the object carries the label inject.example'],
    },
  ]);
});

test('a label that opts in here and out there is not both', () => {
  const expression = (operator: string) => ({
    namespaceSelector: { ...anything, matchExpressions: [{ key: 'x', operator, values: [] }] },
  });

  expect(
    chains(mutating('a', 30, expression('Exists')), mutating('b', 30, expression('DoesNotExist'))),
  ).toEqual([]);
});

test('kinds without a namespace are reached whatever the namespace selector', () => {
  const nodes = {
    rules: [webhookRule({ operations: ['UPDATE'], apiGroups: [''], resources: ['nodes'] })],
    namespaceSelector: notIn('default', 'kube-system'),
  };

  expect(chains(mutating('a', 30, nodes), mutating('b', 30, nodes)).map(({ write }) => write)).toEqual([
    'update nodes',
  ]);
});
