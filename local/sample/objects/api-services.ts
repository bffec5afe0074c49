/** APIServices: one for every version of every group, nearly all of them served by the API server itself. */
import { builtInVersions, metricsServer } from '../api-groups.ts';
import type { GroupVersion } from '../api-groups.ts';
import { daysBefore, isThere } from '../time.ts';
import type { Story, StoryAggregatedApi } from '../story.ts';
import type { Moment } from '../time.ts';
import { metadataOf, secondsText } from './object.ts';
import type { KubernetesObject } from './object.ts';

/** Whether the API server cannot reach the service of an API at a moment. */
export function isUnavailable({ down }: StoryAggregatedApi, moment: Moment): boolean {
  return down !== undefined && isThere({ ageDays: down.daysAgo }, moment);
}

export function apiServices(story: Story, moment: Moment): readonly KubernetesObject[] {
  const { begun } = moment;
  const created = daysBefore(begun, 200);
  const object = (
    { group, version }: GroupVersion,
    spec: object,
    labels: Readonly<Record<string, string>>,
    condition: { readonly reason: string; readonly message: string },
  ): KubernetesObject => ({
    metadata: metadataOf(story.name, 'APIService', `${version}.${group}`, created, { labels }),
    spec: { ...(group === '' ? {} : { group }), version, ...spec },
    status: {
      conditions: [
        { type: 'Available', status: 'True', lastTransitionTime: secondsText(created), ...condition },
      ],
    },
  });
  const local = { reason: 'Local', message: 'Local APIServices are always available' };
  return [
    ...[{ group: '', version: 'v1' }, ...builtInVersions(story.version.minor)].map((served) =>
      object(
        served,
        { groupPriorityMinimum: served.group === '' ? 18_000 : 17_200, versionPriority: 15 },
        { 'kube-aggregator.kubernetes.io/automanaged': 'onstart' },
        local,
      ),
    ),
    ...story.customGroups.map((served) =>
      object(
        served,
        { groupPriorityMinimum: 1_000, versionPriority: 100 },
        { 'kube-aggregator.kubernetes.io/automanaged': 'true' },
        local,
      ),
    ),
    object(
      metricsServer,
      {
        service: { namespace: 'kube-system', name: 'metrics-server', port: 443 },
        insecureSkipTLSVerify: true,
        groupPriorityMinimum: 100,
        versionPriority: 100,
      },
      { 'kubernetes.azure.com/managedby': 'aks' },
      passed,
    ),
    ...story.aggregatedApis
      .filter((api) => isThere(api, moment))
      .map((api) => aggregated(story, moment, api)),
  ];
}

const passed = { reason: 'Passed', message: 'all checks passed' };

function aggregated(story: Story, moment: Moment, api: StoryAggregatedApi): KubernetesObject {
  const { group, version, namespace, service, ageDays, down } = api;
  const created = daysBefore(moment.begun, ageDays);
  const failing = isUnavailable(api, moment) ? down : undefined;
  const since = failing === undefined ? created : daysBefore(moment.begun, failing.daysAgo);
  const { reason, message } = failing ?? passed;
  return {
    metadata: metadataOf(story.name, 'APIService', `${version}.${group}`, created, {}),
    spec: {
      group,
      version,
      service: { namespace, name: service, port: 443 },
      groupPriorityMinimum: 100,
      versionPriority: 100,
    },
    status: {
      conditions: [
        {
          type: 'Available',
          status: failing === undefined ? 'True' : 'False',
          lastTransitionTime: secondsText(since),
          reason,
          message,
        },
      ],
    },
  };
}
