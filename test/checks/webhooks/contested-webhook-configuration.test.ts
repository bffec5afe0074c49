import { describe, expect, test } from 'vitest';
import { contestedWebhookConfiguration } from '../../../src/checks/webhooks/contested-webhook-configuration.ts';
import type { WebhookConfiguration } from '../../../src/evidence/webhooks.ts';
import { endContest } from '../../../src/remediation/contested-webhook.ts';
import { callLatency, latencyByCall } from '../../support/azure-evidence.ts';
import {
  ago,
  briefly,
  configuration,
  findingsIn,
  forbidden,
  gathered,
  verdictOn,
} from '../../support/evidence.ts';
import { clusterHistory, observation } from '../../support/history.ts';

const day = 86_400;

function policy(generation: number, given: Partial<WebhookConfiguration> = {}): WebhookConfiguration {
  return configuration({ webhooks: [], generation, createdAt: ago(60 * day), ...given });
}

/** Configurations of now, and the generation that `policy` had a day ago. */
function on(
  configurations: readonly WebhookConfiguration[],
  before: Readonly<Record<string, number>> = { 'ValidatingWebhookConfiguration/policy': 100 },
  seconds = day,
  truncated = false,
) {
  return verdictOn(contestedWebhookConfiguration, {
    webhooks: { configurations, backends: {}, truncated },
    history: clusterHistory({ observations: [observation(seconds, { webhookGenerations: before })] }),
    latencyByCall: forbidden,
  });
}

test('a configuration that changes all the time is a finding with how often, and who may do it', () => {
  const verdict = verdictOn(contestedWebhookConfiguration, {
    webhooks: { configurations: [policy(350)], backends: {}, truncated: false },
    history: clusterHistory({
      observations: [
        observation(day, { webhookGenerations: { 'ValidatingWebhookConfiguration/policy': 100 } }),
      ],
    }),
    latencyByCall: gathered(
      latencyByCall([
        callLatency('operator', { verb: 'update', resource: 'validatingwebhookconfigurations' }),
        callLatency('reader', { verb: 'get', resource: 'validatingwebhookconfigurations' }),
        callLatency('other', { verb: 'update', resource: 'mutatingwebhookconfigurations' }),
      ]),
    ),
  });

  expect(verdict).toEqual({
    outcome: 'fail',
    inspected: 1,
    findings: [
      {
        severity: 'medium',
        confidence: 'measured',
        resource: { kind: 'ValidatingWebhookConfiguration', name: 'policy' },
        summary:
          'The ValidatingWebhookConfiguration policy had 250 changes in 1 d; expected are at most 10 a day.',
        observed: { text: '250 changes in 1 d', value: 250, unit: 'changesPerDay' },
        threshold: { value: 10, unit: 'changesPerDay', source: 'https://github.com/Azure/AKS/issues/4002' },
        since: ago(day),
        excerpts: [
          { label: 'Generation', value: '350, 100 before' },
          { label: "AKS's admissions enforcer", value: 'changes its selectors' },
          {
            label: 'Clients that write the kind',
            value: 'operator (system:serviceaccount:operator:operator)',
          },
        ],
        remediation: endContest(policy(350)),
      },
    ],
  });
});

test.each([
  [110, 'pass'],
  [111, ['medium policy']],
  [100, 'pass'],
])('at generation %d, from 100 a day ago', (generation, expected) => {
  expect(briefly(on([policy(generation)]))).toEqual(expected);
});

test('one of two is contested', () => {
  const other = policy(7, { kind: 'MutatingWebhookConfiguration' });
  const before = { 'ValidatingWebhookConfiguration/policy': 100, 'MutatingWebhookConfiguration/policy': 7 };

  expect(on([policy(350), other], before)).toMatchObject({
    outcome: 'fail',
    inspected: 2,
    findings: [{ resource: { kind: 'ValidatingWebhookConfiguration' } }],
  });
});

describe('who the other writer is', () => {
  const advice = (given: Partial<WebhookConfiguration>) => {
    const [finding] = findingsIn(on([policy(350, given)]));
    return finding?.excerpts.slice(1);
  };

  test.each([
    [{}, [{ label: "AKS's admissions enforcer", value: 'changes its selectors' }]],
    [{ enforcerDisabled: true }, [{ label: "AKS's admissions enforcer", value: 'is opted out of' }]],
    [
      { managedByAks: true },
      [
        { label: "AKS's admissions enforcer", value: 'does not look after it' },
        { label: 'Belongs to', value: 'AKS' },
      ],
    ],
  ])('%j', (given, excerpts) => {
    expect(advice(given)).toEqual(excerpts);
  });
});

describe('no all-clear', () => {
  test.each([
    ['for a configuration that no audit saw before', [policy(1)], {}, day],
    ['after less than a day', [policy(105)], { 'ValidatingWebhookConfiguration/policy': 100 }, day - 1],
  ])('%s', (_, configurations, before, seconds) => {
    expect(on(configurations, before, seconds)).toEqual({
      outcome: 'unknown',
      reason: 'notCollected',
      detail: 'It takes two audits a day apart to see how often policy changes.',
      remedy: 'Let the auditor sweep on; a day later it is known.',
    });
  });

  test('when there are more configurations than were read', () => {
    expect(on([policy(100)], undefined, day, true)).toMatchObject({
      outcome: 'unknown',
      reason: 'truncated',
    });
  });

  test('but what changed too often within hours is found at once', () => {
    expect(on([policy(111)], undefined, 3_600)).toMatchObject({
      outcome: 'fail',
      findings: [
        {
          summary:
            'The ValidatingWebhookConfiguration policy had 11 changes in 1 h; expected are at most 10 a day.',
        },
      ],
    });
  });
});

test('a cluster without configurations has nothing to judge', () => {
  expect(on([]).outcome).toBe('notApplicable');
});
