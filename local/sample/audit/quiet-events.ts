/**
 * An audit log with next to nothing in it, for benchmarks only: they count what is asked, and making the rows of a thousand
 * clusters would be most of what they measure. There is just enough for no question to go unasked: a node that renews
 * its lease, and somebody who lists.
 */
import { nodeNames } from '../story.ts';
import type { Story } from '../story.ts';
import type { Moment } from '../time.ts';
import { serviceAccount } from '../traffic.ts';
import type { Traffic } from '../traffic.ts';
import { kubelet } from './base-traffic.ts';
import { trafficEvents } from './events.ts';
import type { AuditEvent, Window } from './events.ts';

export function quietEvents(story: Story, moment: Moment, window: Window): Iterable<AuditEvent> {
  return trafficEvents(quietTraffic(story), story, moment, window);
}

function quietTraffic(story: Story): readonly Traffic[] {
  const node = story.pools.flatMap(nodeNames)[0] ?? '';
  return [
    {
      client: kubelet(story, node, 0),
      verb: 'update',
      group: 'coordination.k8s.io',
      version: 'v1',
      resource: 'leases',
      namespace: 'kube-node-lease',
      names: [node],
      // Without a row in its last minute a log does not look complete.
      perSecond: 1 / 30,
      medianMs: 7,
    },
    {
      client: serviceAccount('kube-system', 'metrics-server', 'metrics-server/v0.7.2 (linux/amd64)'),
      verb: 'list',
      group: '',
      version: 'v1',
      resource: 'nodes',
      query: 'limit=500',
      perSecond: 1 / 300,
      medianMs: 14,
    },
  ];
}
