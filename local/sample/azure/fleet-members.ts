/** The members of the sample's Fleet Manager: the clusters of the payments subscription. */
import { clusterIdOf } from '../azure-side.ts';
import { subscriptions } from '../estate.ts';
import type { Story } from '../story.ts';

export const fleetId = `/subscriptions/${subscriptions.payments.id}/resourceGroups/rg-fleet-prod/providers/Microsoft.ContainerService/fleets/fleet-payments`;

export function membersOf(stories: readonly Story[]): object {
  const members = stories.filter(({ azure }) => azure.subscription === 'payments');
  return {
    value: members.map((story) => ({
      id: `${fleetId}/members/${story.name}`,
      type: 'Microsoft.ContainerService/fleets/members',
      name: story.name,
      eTag: '"1"',
      properties: {
        clusterResourceId: clusterIdOf(story),
        group: story.azure.location,
        labels: { env: story.azure.tags['env'] ?? 'prod' },
        provisioningState: 'Succeeded',
        status: {},
      },
    })),
  };
}
