/** ResourceQuotas, and how much of them is used. */
import { daysBefore } from '../time.ts';
import type { Story } from '../story.ts';
import type { Moment } from '../time.ts';
import { metadataOf } from './object.ts';
import type { KubernetesObject } from './object.ts';

export function resourceQuotas(story: Story, { begun }: Moment): readonly KubernetesObject[] {
  return story.quotas.map(({ namespace, name, ageDays, hard, used }) => ({
    metadata: metadataOf(story.name, 'ResourceQuota', name, daysBefore(begun, ageDays), { namespace }),
    spec: { hard },
    status: { hard, used },
  }));
}
