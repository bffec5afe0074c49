/** What can be listed in a sample cluster, and its objects at a moment. */
import { servedVersions } from './api-groups.ts';
import { apiServices } from './objects/api-services.ts';
import { flowSchemas, priorityLevels } from './objects/flow-control.ts';
import { failedCreateEvents } from './objects/events.ts';
import { heapOf, heaps } from './objects/heaps.ts';
import { apiServerLeases, nodeLeases } from './objects/leases.ts';
import { keyOf } from './objects/object.ts';
import type { KubernetesObject, OrderedObjects } from './objects/object.ts';
import { resourceQuotas } from './objects/quotas.ts';
import { endpointSlices, services } from './objects/services.ts';
import { webhookConfigurations } from './objects/webhook-configurations.ts';
import type { Story } from './story.ts';
import type { Moment } from './time.ts';

/** A running cluster: its story and what was made when it started. */
export interface Cluster {
  readonly story: Story;
  /** Base64 of the PEM certificate that webhook backends are trusted by. */
  readonly caBundle: string;
}

export type Collection = ListedCollection | HeapCollection;

interface CommonCollection {
  readonly group: string;
  readonly resource: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

interface ListedCollection extends CommonCollection {
  items(cluster: Cluster, moment: Moment, version: string): readonly KubernetesObject[];
}

/** So many that they are never all made. */
interface HeapCollection extends CommonCollection {
  heap(story: Story, moment: Moment, namespace: string | null): OrderedObjects;
}

const listed: readonly ListedCollection[] = [
  {
    group: '',
    resource: 'services',
    kind: 'Service',
    namespaced: true,
    items: ({ story }, moment) => services(story, moment),
  },
  {
    group: 'discovery.k8s.io',
    resource: 'endpointslices',
    kind: 'EndpointSlice',
    namespaced: true,
    items: ({ story }, moment) => endpointSlices(story, moment),
  },
  {
    group: 'coordination.k8s.io',
    resource: 'leases',
    kind: 'Lease',
    namespaced: true,
    items: ({ story }, moment) => [...nodeLeases(story, moment), ...apiServerLeases(story, moment)],
  },
  {
    group: 'admissionregistration.k8s.io',
    resource: 'validatingwebhookconfigurations',
    kind: 'ValidatingWebhookConfiguration',
    namespaced: false,
    items: ({ story, caBundle }, moment) =>
      webhookConfigurations('ValidatingWebhookConfiguration', story, moment, caBundle),
  },
  {
    group: 'admissionregistration.k8s.io',
    resource: 'mutatingwebhookconfigurations',
    kind: 'MutatingWebhookConfiguration',
    namespaced: false,
    items: ({ story, caBundle }, moment) =>
      webhookConfigurations('MutatingWebhookConfiguration', story, moment, caBundle),
  },
  {
    group: 'flowcontrol.apiserver.k8s.io',
    resource: 'flowschemas',
    kind: 'FlowSchema',
    namespaced: false,
    items: ({ story }, moment) => flowSchemas(story, moment),
  },
  {
    group: 'flowcontrol.apiserver.k8s.io',
    resource: 'prioritylevelconfigurations',
    kind: 'PriorityLevelConfiguration',
    namespaced: false,
    items: ({ story }, moment, version) => priorityLevels(story, moment, version),
  },
  {
    group: 'apiregistration.k8s.io',
    resource: 'apiservices',
    kind: 'APIService',
    namespaced: false,
    items: ({ story }, moment) => apiServices(story, moment),
  },
  {
    group: '',
    resource: 'resourcequotas',
    kind: 'ResourceQuota',
    namespaced: true,
    items: ({ story }, moment) => resourceQuotas(story, moment),
  },
  {
    group: '',
    resource: 'events',
    kind: 'Event',
    namespaced: true,
    items: ({ story }, moment) => failedCreateEvents(story, moment),
  },
];

export const collections: readonly Collection[] = [
  ...listed,
  ...Object.entries(heaps).map(([resource, heap]) => ({
    group: resource === 'jobs' ? 'batch' : '',
    resource,
    kind: heap.kind,
    namespaced: true,
    heap: (story: Story, moment: Moment, namespace: string | null) => heapOf(heap, story, moment, namespace),
  })),
];

/** Collections of objects that are in no namespace. */
export const clusterWide = listed.filter(({ namespaced }) => !namespaced);

export function findCollection(group: string, resource: string): Collection | undefined {
  return collections.find((collection) => collection.group === group && collection.resource === resource);
}

export function isServed(story: Story, group: string, version: string): boolean {
  if (group === '') return version === 'v1';
  return servedVersions(story).some((served) => served.group === group && served.version === version);
}

/** Objects in the order of their keys in etcd, by namespace, then by name; of one namespace, or of all. */
export function objectsOf(
  collection: Collection,
  cluster: Cluster,
  moment: Moment,
  version: string,
  namespace: string | null,
): OrderedObjects {
  if ('heap' in collection) return collection.heap(cluster.story, moment, namespace);
  return collection
    .items(cluster, moment, version)
    .filter(({ metadata }) => namespace === null || metadata.namespace === namespace)
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
