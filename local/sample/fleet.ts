/** A fleet of many clusters, for benchmarks: the sample's stories, told again under other names. */
import { stories } from './stories/index.ts';
import type { Story } from './story.ts';

/**
 * The first are the stories themselves. Each of the others has the subscription, the region and the API server of the
 * one it is cloned from, and a name and a resource group of its own.
 */
export function fleetOf(count: number): readonly Story[] {
  return Array.from({ length: Math.ceil(count / stories.length) }, (_, round) =>
    round === 0 ? stories : stories.map((story) => cloneOf(story, round)),
  )
    .flat()
    .slice(0, count);
}

function cloneOf(story: Story, round: number): Story {
  return {
    ...story,
    name: `${story.name}-${round}`,
    azure: { ...story.azure, resourceGroup: `${story.azure.resourceGroup}-${round}` },
    clonedFrom: story,
  };
}
