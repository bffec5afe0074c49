/** Events of the last hour about writes that webhooks refused; of the other events only the number is known. */
import { refusedCreations } from '../audit/refusals.ts';
import { isThere } from '../time.ts';
import type { Story } from '../story.ts';
import type { Moment } from '../time.ts';
import { metadataOf, secondsText, uidOf } from './object.ts';
import type { KubernetesObject } from './object.ts';

// The controller tries again after at most 1,000 s, and the recorder counts on one event for each text.
const seconds = { first: 3_100, last: 140 };
const tries = 5;

export function failedCreateEvents(story: Story, moment: Moment): readonly KubernetesObject[] {
  return refusedCreations(story)
    .filter(({ period }) => isThere(period, moment))
    .map(({ namespace, replicaSet, message }) => {
      const at = (ago: number): Date => new Date(moment.now.getTime() - ago * 1_000);
      const uid = uidOf(story.name, 'Event', namespace, replicaSet);
      return {
        metadata: metadataOf(
          story.name,
          'Event',
          `${replicaSet}.${uid.replaceAll('-', '').slice(0, 16)}`,
          at(seconds.first),
          { namespace },
        ),
        involvedObject: {
          kind: 'ReplicaSet',
          namespace,
          name: replicaSet,
          uid: uidOf(story.name, 'ReplicaSet', namespace, replicaSet),
          apiVersion: 'apps/v1',
        },
        reason: 'FailedCreate',
        message: `Error creating: ${message}`,
        source: { component: 'replicaset-controller' },
        firstTimestamp: secondsText(at(seconds.first)),
        lastTimestamp: secondsText(at(seconds.last)),
        count: tries,
        type: 'Warning',
        eventTime: null,
        reportingComponent: 'replicaset-controller',
        reportingInstance: '',
      };
    });
}
