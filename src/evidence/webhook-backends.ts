/** State of the services that webhooks call: whether they exist and have endpoints that are ready. */
import * as z from 'zod';
import { ReadError } from '../shared/errors.ts';
import type { GatherContext } from './define-gatherer.ts';
import { listOf, stringMap } from './schema-parts.ts';
import type { BackendState, WebhookConfiguration } from './webhooks.ts';

interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

/** Two requests for each service, of the services that are read: so much of the audit's budget and no more. */
const mostBackends = 10;

/** The state of every distinct service by `namespace/name`; those beyond the bound are `notRead`. */
export async function readBackends(
  context: GatherContext,
  configurations: readonly WebhookConfiguration[],
): Promise<Readonly<Record<string, BackendState>>> {
  const services = [...distinctServices(configurations)];
  const states = await Promise.all(
    services.map(([, service], index) =>
      index < mostBackends
        ? readBackend(context, service)
        : Promise.resolve(notAmongTheFirst(services.length)),
    ),
  );
  // A service's key has a slash, so none can be taken for a property every object has.
  return Object.fromEntries(
    services.map(([key], index) => [key, states[index] ?? notAmongTheFirst(services.length)]),
  );
}

/** Services of webhooks that fail closed first: those can lock a cluster up. */
function distinctServices(configurations: readonly WebhookConfiguration[]): ReadonlyMap<string, ServiceName> {
  const hooks = configurations.flatMap(({ webhooks }) => webhooks);
  const closedFirst = [
    ...hooks.filter(({ failurePolicy }) => failurePolicy === 'Fail'),
    ...hooks.filter(({ failurePolicy }) => failurePolicy !== 'Fail'),
  ];
  const services = new Map<string, ServiceName>();
  for (const { backend } of closedFirst) {
    if (backend.type === 'service') services.set(`${backend.namespace}/${backend.name}`, backend);
  }
  return services;
}

function notAmongTheFirst(services: number): BackendState {
  return {
    state: 'notRead',
    detail: `Webhooks call ${services} services, of which an audit reads ${mostBackends}.`,
  };
}

async function readBackend(context: GatherContext, service: ServiceName): Promise<BackendState> {
  try {
    return await backendState(context, service);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return { state: 'notRead', detail: error.detail };
  }
}

async function backendState(
  { kubernetes, signal }: GatherContext,
  { namespace, name }: ServiceName,
): Promise<BackendState> {
  const [inNamespace, ofService] = [encodeURIComponent(namespace), encodeURIComponent(name)];
  const service = await kubernetes.find(
    `/api/v1/namespaces/${inNamespace}/services/${ofService}`,
    serviceSchema,
    { signal },
  );
  if (service === null) return { state: 'serviceMissing' };
  if (service.spec.type === 'ExternalName') {
    return {
      state: 'notRead',
      detail: `The service ${namespace}/${name} points to a name outside of the cluster.`,
    };
  }
  const version = await kubernetes.servedVersion('discovery.k8s.io', ['v1', 'v1beta1'], { signal });
  const { items, truncated } = await kubernetes.list(
    `/apis/discovery.k8s.io/${version}/namespaces/${inNamespace}/endpointslices`,
    sliceSchema,
    { signal, limit: 100, maxPages: 1, query: { labelSelector: `kubernetes.io/service-name=${name}` } },
  );
  if (truncated) {
    return {
      state: 'notRead',
      detail: `The service ${namespace}/${name} has more endpoint slices than are read.`,
    };
  }
  const selector = service.spec.selector ?? null;
  return { state: 'served', ...counted(items.flatMap(({ endpoints }) => endpoints)), selector };
}

const serviceSchema = z.object({
  spec: z.object({ type: z.string().default('ClusterIP'), selector: stringMap.or(z.null()).optional() }),
});

/** https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/; v1beta1 may name the node in `topology`. */
const sliceSchema = z.object({
  endpoints: listOf(
    z.object({
      addresses: z.array(z.string()),
      conditions: z.object({ ready: z.boolean().nullish() }).nullish(),
      nodeName: z.string().nullish(),
      topology: z.record(z.string(), z.string()).nullish(),
      targetRef: z.object({ kind: z.string().nullish(), name: z.string().nullish() }).nullish(),
    }),
  ),
});
type Endpoint = z.output<typeof sliceSchema>['endpoints'][number];

/** A pod with an IPv4 and an IPv6 address stands in two slices and is one endpoint. */
function counted(endpoints: readonly Endpoint[]): {
  readyEndpoints: number;
  endpoints: number;
  nodes: number;
} {
  const all = new Set<string>();
  const ready = new Set<string>();
  const nodes = new Set<string>();
  for (const endpoint of endpoints) {
    const { addresses, conditions, nodeName, topology, targetRef } = endpoint;
    const identity = targetRef?.name ? `${targetRef.kind ?? ''}/${targetRef.name}` : addresses.join();
    all.add(identity);
    // An absent condition is to be read as ready.
    if (conditions?.ready === false) continue;
    ready.add(identity);
    const node = nodeName ?? topology?.['kubernetes.io/hostname'];
    if (node) nodes.add(node);
  }
  return { readyEndpoints: ready.size, endpoints: all.size, nodes: nodes.size };
}
