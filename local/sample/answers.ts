/** From a request to the answer of a sample cluster: throttling, rights, then what is asked for. */
import { createHash } from 'node:crypto';
import { refusal } from './access.ts';
import { badRequest, jsonAnswer, notFound, pageNotFound, tooManyRequests } from './answer.ts';
import type { Answer } from './answer.ts';
import { apiGroupList } from './api-groups.ts';
import { findCollection, isServed, objectsOf } from './collections.ts';
import type { Cluster } from './collections.ts';
import { healthAnswer } from './health.ts';
import { metricsText } from './metrics/index.ts';
import { revisionAt, uidOf } from './objects/object.ts';
import type { KubernetesObject, OrderedObjects } from './objects/object.ts';
import { firstFrom, pageOf } from './paging.ts';
import type { ListPage } from './paging.ts';
import type { PathRequest, RequestInfo, ResourceRequest } from './request.ts';
import { gitVersion } from './story.ts';
import type { Story } from './story.ts';
import type { Moment } from './time.ts';

export function answer(
  cluster: Cluster,
  moment: Moment,
  request: RequestInfo,
  query: URLSearchParams,
  accept = '',
): Answer {
  const { story } = cluster;
  const given =
    throttled(story, request) ??
    refusal(request, story.denied) ??
    (request.kind === 'path'
      ? pathAnswer(story, moment, request, query)
      : resourceAnswer(cluster, moment, request, query, accept));
  return { ...given, headers: { ...given.headers, ...flowHeaders(story, request) } };
}

function throttled({ retryAfterSeconds }: Story, request: RequestInfo): Answer | null {
  return retryAfterSeconds === null || isProbe(request) ? null : tooManyRequests(retryAfterSeconds);
}

/** Tells by which flow schema the request was classified: probes are exempt, the auditor is a service account. */
function flowHeaders(story: Story, request: RequestInfo): Readonly<Record<string, string>> {
  const [schema, level] = isProbe(request) ? ['probes', 'exempt'] : ['service-accounts', 'workload-low'];
  return {
    'x-kubernetes-pf-flowschema-uid': uidOf(story.name, 'FlowSchema', '', schema),
    'x-kubernetes-pf-prioritylevel-uid': uidOf(story.name, 'PriorityLevelConfiguration', '', level),
  };
}

function isProbe(request: RequestInfo): boolean {
  return request.kind === 'path' && ['/healthz', '/livez', '/readyz'].includes(request.path);
}

function pathAnswer(story: Story, moment: Moment, request: PathRequest, query: URLSearchParams): Answer {
  const verbose = query.has('verbose');
  switch (request.path) {
    case '/version':
      return jsonAnswer(200, versionOf(story), 2);
    case '/api':
      return jsonAnswer(200, { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] });
    case '/apis':
      return jsonAnswer(200, apiGroupList(story));
    case '/healthz':
      return healthAnswer('healthz', story.failingHealth, verbose);
    case '/livez':
      return healthAnswer('livez', story.failingHealth, verbose);
    case '/readyz':
      return healthAnswer('readyz', story.failingHealth, verbose);
    case '/metrics':
      return {
        status: 200,
        headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
        body: metricsText(story, moment),
      };
    default:
      return pageNotFound();
  }
}

function versionOf(story: Story): object {
  return {
    major: '1',
    minor: String(story.version.minor),
    gitVersion: gitVersion(story),
    gitCommit: createHash('sha1').update(gitVersion(story)).digest('hex'),
    gitTreeState: 'clean',
    buildDate: '2026-06-17T18:41:00Z',
    goVersion: 'go1.24.4',
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}

function resourceAnswer(
  cluster: Cluster,
  moment: Moment,
  request: ResourceRequest,
  query: URLSearchParams,
  accept: string,
): Answer {
  const { group, version, resource, namespace, name } = request;
  const collection = findCollection(group, resource);
  if (collection === undefined || !isServed(cluster.story, group, version)) return pageNotFound();
  const apiVersion = group === '' ? version : `${group}/${version}`;
  const objects = objectsOf(collection, cluster, moment, version, namespace);
  if (name !== null) {
    const found = named(objects, namespace, name);
    return found === undefined
      ? notFound(group === '' ? resource : `${resource}.${group}`, name)
      : jsonAnswer(200, { kind: collection.kind, apiVersion, ...found });
  }

  const limit = Number(query.get('limit') ?? '0');
  if (!Number.isInteger(limit)) {
    return badRequest(`strconv.ParseInt: parsing ${JSON.stringify(query.get('limit'))}: invalid syntax`);
  }
  const labels = equalities(query.get('labelSelector') ?? '');
  const fields = equalities(query.get('fieldSelector') ?? '');
  if (labels === null || fields === null) {
    return badRequest('unable to parse requirement: found unsupported operator');
  }
  const page = pageOf(
    objects,
    {
      limit,
      continueToken: query.get('continue'),
      fromCache: query.get('resourceVersion') === '0',
      labels,
      fields,
    },
    revisionAt(moment.now),
  );
  if (page === null) {
    return badRequest('continue key is not valid: invalid character looking for beginning of value');
  }
  return accept.includes('as=PartialObjectMetadataList')
    ? jsonAnswer(200, metadataList(page))
    : jsonAnswer(200, { kind: `${collection.kind}List`, apiVersion, ...page });
}

function metadataList({ metadata, items }: ListPage): object {
  const type = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1' };
  return {
    kind: 'PartialObjectMetadataList',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    items: items.map((item) => ({ ...type, metadata: item.metadata })),
  };
}

function named(
  objects: OrderedObjects,
  namespace: string | null,
  name: string,
): KubernetesObject | undefined {
  const found = objects.at(firstFrom(objects, `${namespace ?? ''}/${name}`));
  return found?.metadata.name === name ? found : undefined;
}

/** `a=b,c=d`; null for what is not a list of equalities, which no reader of the sample sends. */
function equalities(selector: string): Readonly<Record<string, string>> | null {
  const pairs = selector === '' ? [] : selector.split(',').map((part) => part.split(/={1,2}/));
  if (pairs.some((pair) => pair.length !== 2)) return null;
  return Object.fromEntries(pairs.map(([key = '', value = '']) => [key, value]));
}
