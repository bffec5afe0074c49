/** `GET /metrics` of a sample cluster, as its version of Kubernetes words it. */
import type { Story } from '../story.ts';
import type { Moment } from '../time.ts';
import { admissionMetrics } from './admission.ts';
import { objectCounts } from './counts.ts';
import { flowControlMetrics } from './flow-control.ts';
import { processMetrics } from './process.ts';
import { requestMetrics } from './requests.ts';
import { storageMetrics } from './storage.ts';
import { familiesText } from './text.ts';

export function metricsText(story: Story, moment: Moment): string {
  const kinds = objectCounts(story, moment);
  return familiesText([
    ...storageMetrics(story, moment, kinds),
    ...requestMetrics(story, moment, kinds),
    ...flowControlMetrics(story, moment),
    ...admissionMetrics(story, moment),
    ...processMetrics(story, moment),
  ]);
}
