import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { refusedCreations } from '../../../src/checks/support/refused-creations.ts';
import { ago, failedCreateEvent } from '../../support/evidence.ts';
import { hostileText } from '../../support/hostile.ts';

const since = new Date(ago(600));
const failing = (webhook: string): string =>
  `Error creating: Internal error occurred: failed calling webhook "${webhook}": failed to call webhook: Post "https://a.b.svc:443/": EOF`;

test('creations are added up for each webhook, with what they were of', () => {
  const events = [
    failedCreateEvent({ message: failing('b.example'), lastSeen: ago(60), count: 2 }),
    failedCreateEvent({ message: failing('a.example'), lastSeen: ago(90), count: 3 }),
    failedCreateEvent({
      message: failing('b.example'),
      lastSeen: ago(300),
      namespace: 'cart',
      involved: { kind: 'StatefulSet', name: 'db' },
      count: 1,
    }),
  ];

  expect(refusedCreations({ events, truncated: false }, since)).toEqual([
    {
      webhook: 'a.example',
      creations: 3,
      workloads: [{ namespace: 'shop', kind: 'ReplicaSet', name: 'web-5d9c', creations: 3 }],
      lastAt: ago(90),
      sample: failing('a.example'),
    },
    {
      webhook: 'b.example',
      creations: 3,
      workloads: [
        { namespace: 'shop', kind: 'ReplicaSet', name: 'web-5d9c', creations: 2 },
        { namespace: 'cart', kind: 'StatefulSet', name: 'db', creations: 1 },
      ],
      lastAt: ago(60),
      sample: failing('b.example'),
    },
  ]);
});

test('whatever a message says, only a failed call names a webhook', () => {
  fc.assert(
    fc.property(hostileText, (message) => {
      const found = refusedCreations({ events: [failedCreateEvent({ message })], truncated: false }, since);

      expect(found.length > 0).toBe(/failed calling webhook "[^"]+"/u.test(message));
    }),
  );
});
