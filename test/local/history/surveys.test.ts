/** A log is asked once in a phase of its story; what it said then is told with the times of now. */
import { expect, test } from 'vitest';
import { logPhase } from '../../../local/history/log-phase.ts';
import { rememberedSurveys } from '../../../local/history/remembered-surveys.ts';
import { defineStory } from '../../../local/sample/story.ts';
import type { Story } from '../../../local/sample/story.ts';
import { stories } from '../../../local/sample/stories/index.ts';
import { daysBefore } from '../../../local/sample/time.ts';
import { serviceAccount } from '../../../local/sample/traffic.ts';
import type { LogSpan } from '../../../src/model.ts';
import type { SurveyedCluster } from '../../../src/sweep/context.ts';
import { auditSource } from '../../support/azure-evidence.ts';
import { clusterNamed } from '../../support/sweep-world.ts';

const begun = new Date('2026-11-24T04:00:00Z');
const call = {
  client: serviceAccount('a', 'a', 'a/1'),
  verb: 'list',
  group: '',
  version: 'v1',
  resource: 'pods',
  perSecond: 1,
  medianMs: 5,
};
const refused = { share: 1, code: 429, reason: 'TooManyRequests', message: 'Later.', ageDays: 2 };
const story = defineStory({
  name: 'a',
  pools: [{ name: 'np', hash: '1', nodes: 1, silent: { 0: 24 } }],
  traffic: [
    { ...call, endedDays: 6 },
    { ...call, ageDays: 6, outcomes: [refused] },
  ],
  failedCalls: [
    { webhook: 'a.example.com', type: 'validating', operation: 'CREATE', perSecond: 1, ageDays: 4 },
  ],
});

function phaseAt(told: Story, daysAgo: number): string | null {
  const from = daysBefore(begun, daysAgo);
  return logPhase(told, { from, to: new Date(from.getTime() + 1_200_000) }, begun);
}

test('a phase ends with each turn of the story', () => {
  const phases = [20, 8, 6, 5, 4, 3, 2, 1.5, 1, 0.5].map((daysAgo) => phaseAt(story, daysAgo));
  expect(phases).toEqual(['0', '0', '2', '2', '3', '3', '4', '4', '5', '5']);
  expect(phaseAt(story, 4.005)).toBeNull();
});

test('stories of the sample take turns, and are all in the last phase when they begin', () => {
  const phases = stories.map((told) => [phaseAt(told, 28), phaseAt(told, 0.01), phaseAt(told, -9)]);
  expect(phases.filter(([first, last]) => first !== last).length).toBeGreaterThanOrEqual(5);
  for (const [, last, later] of phases) expect(later).toBe(last);
});

test('a phase is surveyed once; the answer moves with the stretch, quotes in it do not', async () => {
  const asked: string[] = [];
  const survey = rememberedSurveys(
    async (clusters, span) => {
      asked.push(`${span.from} ${clusters.map(({ cluster }) => cluster.name).join(' ')}`);
      return new Map(clusters.map(({ cluster }) => [cluster.key, answerOver(span)]));
    },
    (id, { from }) => (id === 'kubeconfig:turning' && from === spanAt('04').from ? null : 'same'),
  );
  const [one, turning] = [surveyed('one'), surveyed('turning')];

  const first = await survey([one], spanAt('01'), []);
  const second = await survey([one, turning], spanAt('03'), []);
  const third = await survey([turning, one], spanAt('04'), []);
  const fourth = await survey([turning], spanAt('05'), []);
  const late = await survey([one, turning], spanAt('17'), []);

  expect(asked).toEqual([
    `${spanAt('01').from} one`,
    `${spanAt('03').from} turning`,
    `${spanAt('04').from} turning`,
    // Two weeks and more after it was asked.
    `${spanAt('17').from} one`,
  ]);
  expect(first.get('one')).toEqual(answerOver(spanAt('01')));
  expect(second.get('one')).toEqual(answerOver(spanAt('03')));
  expect([third.get('one'), third.get('turning')]).toEqual([
    answerOver(spanAt('04')),
    answerOver(spanAt('04')),
  ]);
  expect(fourth.get('turning')).toEqual(answerOver(spanAt('05')));
  expect(late.get('turning')).toEqual(answerOver(spanAt('17')));
});

function surveyed(name: string): SurveyedCluster {
  return { cluster: clusterNamed(name), source: auditSource(), known: {}, unneeded: {} };
}

function spanAt(day: string): LogSpan {
  return { from: `2026-11-${day}T03:25:00.000Z`, to: `2026-11-${day}T03:45:00.000Z` };
}

function answerOver({ from, to }: LogSpan) {
  const quote = 'W1101 03:25:00 at 2026-11-01T03:25:00Z';
  const kql = `AKSAudit | where TimeGenerated >= datetime(${from}) and At != datetime(null)`;
  return {
    latencyByClient: { ok: true as const, at: to, value: { from, bins: [{ at: to, p99: 5 }], quote }, kql },
  };
}
