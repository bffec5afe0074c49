import { describe, expect, test } from 'vitest';
import { restartingApiServer } from '../../../src/checks/symptoms/restarting-api-server.ts';
import type { Gathered } from '../../../src/model.ts';
import type { Observation } from '../../../src/observation.ts';
import { endRestarts } from '../../../src/remediation/health.ts';
import {
  ago,
  apiMetrics,
  briefly,
  findingsIn,
  forbidden,
  gathered,
  verdictOn,
} from '../../support/evidence.ts';
import { clusterHistory, observation } from '../../support/history.ts';

const hour = 3_600;

/** `a1 b1`: the API servers a and b, each with its first process. */
function servers(words: string) {
  return words.split(' ').map((word) => ({ lease: `apiserver-${word[0]}`, holder: word }));
}

function processes(words: string) {
  return gathered({ processes: servers(words).map((server) => ({ ...server, renewedAt: ago(2) })) });
}

/** Audits of the past by how many hours ago, with the API servers that they saw, or when the one had started that answered. */
function past(audits: Readonly<Record<number, string | number | null>>): readonly Observation[] {
  return Object.entries(audits).map(([hours, seen]) =>
    observation(Number(hours) * hour, {
      apiServers: typeof seen === 'string' ? servers(seen) : null,
      processStartedAt: typeof seen === 'number' ? ago(seen * hour) : null,
    }),
  );
}

function on(
  observations: readonly Observation[],
  apiServerProcesses: Parameters<typeof restartingApiServer.evaluate>[0]['apiServerProcesses'],
  metrics: Gathered<ReturnType<typeof apiMetrics>> = gathered(apiMetrics()),
) {
  const history = clusterHistory({ observations });
  return verdictOn(restartingApiServer, { history, apiServerProcesses, apiMetrics: metrics });
}

const steady = past({ 30: 'a1 b1', 24: 'a1 b1', 18: 'a1 b1', 12: 'a1 b1', 6: 'a1 b1' });

test('API servers that keep running pass', () => {
  expect(on(steady, processes('a1 b1'))).toEqual({ outcome: 'pass', inspected: 2 });
});

test('one that starts again and again is a finding with its name and its times', () => {
  const crashing = past({ 25: 'a1 b1', 18: 'a2 b1', 12: 'a3 b1', 6: 'a4 b1' });
  const answered = gathered(apiMetrics({ processStartedAt: ago(2 * hour) }));

  expect(on(crashing, processes('a5 b1'), answered)).toEqual({
    outcome: 'fail',
    inspected: 2,
    findings: [
      {
        severity: 'high',
        confidence: 'measured',
        resource: { kind: 'APIServer', name: 'process' },
        summary: 'API servers were started at 3 separate times in 1 d; expected are fewer than 3.',
        observed: { text: '3 starts in 1 d', value: 3, unit: 'starts' },
        threshold: {
          value: 3,
          unit: 'starts',
          source:
            'https://learn.microsoft.com/en-us/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/troubleshoot-apiserver-etcd',
        },
        since: ago(18 * hour),
        excerpts: [
          { label: 'Started again: apiserver-a', value: '3 times' },
          { label: 'Starts of those that answered', value: ago(2 * hour) },
        ],
        remediation: endRestarts(),
      },
    ],
  });
});

describe('starts that are counted', () => {
  test.each([
    ['two of them', past({ 24: 'a1', 18: 'a2', 12: 'a2', 6: 'a2' }), 'a3', 'pass'],
    ['three of them', past({ 24: 'a1', 18: 'a2', 12: 'a2', 6: 'a3' }), 'a4', ['high process']],
    // Whether that was within the day nobody knows.
    ['the first of them before or in the day', past({ 25: 'a1', 18: 'a2', 12: 'a2', 6: 'a3' }), 'a4', 'pass'],
    [
      'new API servers at three audits',
      past({ 24: 'a1', 20: 'a1 b1', 16: 'a1 b1', 12: 'a1 c1', 8: 'a1 c1' }),
      'a1 d1',
      ['medium process'],
    ],
    [
      'a roll-out over all of them, seen at one audit',
      past({ 24: 'a1 b1 c1', 18: 'a1 b1 c1', 12: 'a1 b1 c1', 6: 'a2 b2 c2' }),
      'a2 b2 c2',
      'pass',
    ],
  ])('%s', (_, observations, now, expected) => {
    expect(briefly(on(observations, processes(now)))).toEqual(expected);
  });

  test('those of the processes that answered on /metrics do, each once, where leases cannot be read', () => {
    const answering = past({ 20: 21, 15: 16, 9: 16, 4: 5 });
    const verdict = on(answering, forbidden, gathered(apiMetrics({ processStartedAt: ago(5 * hour) })));

    expect(findingsIn(verdict)).toMatchObject([
      {
        severity: 'high',
        summary: 'API servers were started at 3 separate times in 1 d; expected are fewer than 3.',
        excerpts: [
          {
            label: 'Starts of those that answered',
            value: `${ago(5 * hour)}, ${ago(16 * hour)} and ${ago(21 * hour)}`,
          },
        ],
      },
    ]);
    expect(verdict).toMatchObject({ unseen: { reason: 'forbidden' } });
  });
});

describe('no all-clear', () => {
  test.each([
    ['in a first audit', [], 'The API servers have been watched for 0 s, and it takes 1 d.'],
    [
      'after less than a day',
      past({ 23: 'a1', 18: 'a1', 12: 'a1', 6: 'a1' }),
      'The API servers have been watched for 23 h, and it takes 1 d.',
    ],
    [
      'from audits too seldom to see three starts',
      past({ 48: 'a1', 24: 'a1', 12: 'a1' }),
      'The API servers were looked at 3 times in 1 d; that shows fewer than 3 starts whatever happens.',
    ],
    [
      'from audits that saw no leases',
      past({ 48: null, 24: null, 18: null, 12: null, 6: null }),
      'The API servers have been watched for 0 s, and it takes 1 d.',
    ],
  ])('%s', (_, observations, detail) => {
    expect(on(observations, processes('a1'))).toMatchObject({
      outcome: 'unknown',
      reason: 'notCollected',
      detail,
    });
  });

  test('where leases cannot be read: one API server of several answers on /metrics', () => {
    expect(on(steady, forbidden)).toMatchObject({
      outcome: 'unknown',
      reason: 'forbidden',
      detail: 'Not all API servers are seen. Reading is forbidden.',
    });
  });
});
