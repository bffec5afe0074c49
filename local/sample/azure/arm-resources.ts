/** Resources by their ids, in whatever case, and the answer for those that are not there. */
import { clusterIdOf, nodeResourceGroupOf } from '../azure-side.ts';
import { subscriptions, workspaceIdOf, workspaces } from '../estate.ts';
import type { Workspace } from '../estate.ts';
import type { Story } from '../story.ts';
import { failure, ok } from './answer.ts';
import type { AzureAnswer } from './answer.ts';

export function orMissing<T>(id: string, found: T | undefined, answer: (found: T) => object): AzureAnswer {
  return found === undefined ? missing(id) : ok(answer(found));
}

export function missing(id: string): AzureAnswer {
  const [, group = '', provider = '', rest = ''] =
    /\/resourceGroups\/([^/]+)\/providers\/([^/]+)\/(.+)$/i.exec(id) ?? [];
  return failure(
    404,
    'ResourceNotFound',
    `The Resource '${provider}/${rest}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

interface Lookups {
  clusterAt(id: string): Story | undefined;
  workspaceAt(id: string): Workspace | undefined;
  nodesIn(subscription: string, group: string): Story | undefined;
}

export function lookups(stories: readonly Story[]): Lookups {
  const byId = new Map(stories.map((story) => [clusterIdOf(story).toLowerCase(), story]));
  const byNodes = new Map(
    stories.map((story) => [
      nodesKey(subscriptions[story.azure.subscription].id, nodeResourceGroupOf(story)),
      story,
    ]),
  );
  const byWorkspace = new Map(workspaces.map((one) => [workspaceIdOf(one).toLowerCase(), one]));
  return {
    clusterAt: (id) => byId.get(id.toLowerCase()),
    workspaceAt: (id) => byWorkspace.get(id.toLowerCase()),
    nodesIn: (subscription, group) => byNodes.get(nodesKey(subscription, group)),
  };
}

function nodesKey(subscription: string, group: string): string {
  return `${subscription}/${group}`.toLowerCase();
}
