/** The clusters of the sample, in the order of the kubeconfig. */
import type { Story } from '../story.ts';
import { healthy } from './healthy.ts';
import { leaking } from './leaking.ts';
import { webhook } from './webhook.ts';

export const stories: readonly Story[] = [healthy, leaking, webhook];
