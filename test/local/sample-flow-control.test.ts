import { expect, test } from 'vitest';
import { flowSchemas, priorityLevels } from '../../local/sample/objects/flow-control.ts';
import { defineStory } from '../../local/sample/story.ts';
import { begun, now } from '../support/sample-cluster.ts';

const moment = { now, begun };

test.each([
  [33, 13],
  [34, 11],
])('1.%i brings %i flow schemas, none of them dangling', (minor, count) => {
  const schemas = flowSchemas(defineStory({ name: 'a', version: { minor, patch: 0 } }), moment);
  expect(schemas).toHaveLength(count);
  expect(JSON.stringify(schemas)).not.toContain('"status":"True"');
});

test.each([
  [25, 'v1beta2', { assuredConcurrencyShares: 100 }],
  [28, 'v1beta2', { assuredConcurrencyShares: 100, lendablePercent: 90 }],
  [28, 'v1beta3', { nominalConcurrencyShares: 100, lendablePercent: 90 }],
  [31, 'v1', { nominalConcurrencyShares: 100, lendablePercent: 90 }],
])('1.%i serves the shares of workload-low in %s as it should', (minor, version, limited) => {
  const levels = priorityLevels(defineStory({ name: 'a', version: { minor, patch: 0 } }), moment, version);
  expect(levels.find(({ metadata }) => metadata.name === 'workload-low')?.['spec']).toEqual({
    type: 'Limited',
    limited: {
      ...limited,
      limitResponse: { type: 'Queue', queuing: { queues: 128, handSize: 6, queueLengthLimit: 50 } },
    },
  });
});

test('a schema whose level does not exist dangles, and remembers its manifest', () => {
  const story = defineStory({
    name: 'a',
    flowSchemas: [
      {
        name: 'restrict',
        ageDays: 1,
        appliedAs: 'flowcontrol.apiserver.k8s.io/v1beta3',
        matchingPrecedence: 1_000,
        priorityLevel: 'nowhere',
        rules: [],
      },
    ],
  });
  const own = flowSchemas(story, moment).find(({ metadata }) => metadata.name === 'restrict');
  expect(own?.['status']).toEqual({
    conditions: [
      {
        type: 'Dangling',
        status: 'True',
        lastTransitionTime: '2026-11-23T03:00:00Z',
        reason: 'NotFound',
        message:
          'This FlowSchema references the PriorityLevelConfiguration object named "nowhere" but there is no such object',
      },
    ],
  });
  expect(own?.metadata.annotations?.['kubectl.kubernetes.io/last-applied-configuration']).toContain(
    '"apiVersion":"flowcontrol.apiserver.k8s.io/v1beta3"',
  );
});
