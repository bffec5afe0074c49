/**
 * The simulator against shapes recorded from a real kube-apiserver:
 * texts, statuses and fields here are what that server answered, with names and versions replaced.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineStory } from '../../local/sample/story.ts';
import { startSampleCluster } from '../support/sample-cluster.ts';
import type { SampleCluster } from '../support/sample-cluster.ts';

const auditor = 'system:serviceaccount:fleet-auditor:fleet-auditor';
const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';

let cluster: SampleCluster;

beforeAll(async () => {
  cluster = await startSampleCluster(
    defineStory({
      name: 'recorded',
      version: { minor: 31, patch: 4 },
      pools: [{ name: 'nodepool1', hash: '31415926', nodes: 7 }],
      services: [
        {
          namespace: 'kyverno',
          name: 'kyverno-svc',
          ageDays: 3,
          targetPort: 9443,
          selector: { app: 'kyverno' },
          endpoints: [{ pod: 'kyverno-1', node: 'n1', ip: '10.244.0.9', ready: true }],
        },
      ],
      denied: ['apiservices.apiregistration.k8s.io', '/metrics'],
    }),
  );
});

afterAll(() => cluster.stop());

describe('refusals', () => {
  test.each([null, 'bad'])('the token %s is not known: 401', async (token) => {
    const { status, text } = await cluster.fetch('/version', { token });
    expect({ status, body: JSON.parse(text) as unknown }).toEqual({
      status: 401,
      body: {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'Unauthorized',
        reason: 'Unauthorized',
        code: 401,
      },
    });
  });

  test.each([
    {
      path: '/api/v1/secrets',
      message: `secrets is forbidden: User "${auditor}" cannot list resource "secrets" in API group "" at the cluster scope`,
      details: { kind: 'secrets' },
    },
    {
      path: '/apis/batch/v1/namespaces/x/cronjobs',
      message: `cronjobs.batch is forbidden: User "${auditor}" cannot list resource "cronjobs" in API group "batch" in the namespace "x"`,
      details: { group: 'batch', kind: 'cronjobs' },
    },
    {
      path: '/api/v1/namespaces/x/secrets/y',
      message: `secrets "y" is forbidden: User "${auditor}" cannot get resource "secrets" in API group "" in the namespace "x"`,
      details: { name: 'y', kind: 'secrets' },
    },
    {
      path: `${leases}?watch=true`,
      message: `leases.coordination.k8s.io is forbidden: User "${auditor}" cannot watch resource "leases" in API group "coordination.k8s.io" in the namespace "kube-node-lease"`,
      details: { group: 'coordination.k8s.io', kind: 'leases' },
    },
    {
      path: '/apis/apiregistration.k8s.io/v1/apiservices',
      message: `apiservices.apiregistration.k8s.io is forbidden: User "${auditor}" cannot list resource "apiservices" in API group "apiregistration.k8s.io" at the cluster scope`,
      details: { group: 'apiregistration.k8s.io', kind: 'apiservices' },
    },
    {
      path: '/metrics',
      message: `forbidden: User "${auditor}" cannot get path "/metrics"`,
      details: {},
    },
    { path: '/nope', message: `forbidden: User "${auditor}" cannot get path "/nope"`, details: {} },
  ])('no right to $path: 403 with the server’s words', async ({ path, message, details }) => {
    const { status, text, headers } = await cluster.fetch(path);
    expect({ status, nosniff: headers['x-content-type-options'], body: JSON.parse(text) as unknown }).toEqual(
      {
        status: 403,
        nosniff: 'nosniff',
        body: {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message,
          reason: 'Forbidden',
          details,
          code: 403,
        },
      },
    );
  });

  test.each([
    ['POST', '/version', 'cannot post path "/version"'],
    ['DELETE', '/metrics', 'cannot delete path "/metrics"'],
    ['POST', leases, 'cannot create resource "leases"'],
    ['PUT', `${leases}/a`, 'cannot update resource "leases"'],
    ['PATCH', '/api/v1/namespaces/x/services/y', 'cannot patch resource "services"'],
    ['DELETE', leases, 'cannot deletecollection resource "leases"'],
  ] as const)('%s %s: a reader may not write', async (method, path, words) => {
    const { status, text } = await cluster.fetch(path, { method });
    expect(status).toBe(403);
    expect(text).toContain(words.replaceAll('"', '\\"'));
  });

  test('an object that is not there: 404 that names it', async () => {
    const { status, text } = await cluster.fetch('/api/v1/namespaces/kyverno/services/nope');
    expect({ status, body: JSON.parse(text) as unknown }).toEqual({
      status: 404,
      body: {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'services "nope" not found',
        reason: 'NotFound',
        details: { name: 'nope', kind: 'services' },
        code: 404,
      },
    });
  });

  test('a version that this minor does not serve: 404 in plain text', async () => {
    const { status, text, headers } = await cluster.fetch('/apis/discovery.k8s.io/v1beta1/endpointslices');
    expect({ status, text, type: headers['content-type'] }).toEqual({
      status: 404,
      text: '404 page not found\n',
      type: 'text/plain; charset=utf-8',
    });
  });

  test.each(['limit=abc', 'limit=2&continue=garbage', 'labelSelector=!!'])('?%s: 400', async (query) => {
    const { status, text } = await cluster.fetch(`${leases}?${query}`);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ kind: 'Status', reason: 'BadRequest', code: 400 });
  });
});

describe('answers', () => {
  test('/version has the fields of the real one, indented', async () => {
    const { text } = await cluster.fetch('/version');
    expect(text).toMatch(/^\{\n {2}"major": "1",\n {2}"minor": "31",\n {2}"gitVersion": "v1\.31\.4",\n/);
    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      'major',
      'minor',
      'gitVersion',
      'gitCommit',
      'gitTreeState',
      'buildDate',
      'goVersion',
      'compiler',
      'platform',
    ]);
  });

  test('every answer to a known user carries an audit id and the flow schema it was classified by', async () => {
    const schemas = (await cluster.json('/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas')) as {
      items: { metadata: { name: string; uid: string } }[];
    };
    const uid = (name: string): string | undefined =>
      schemas.items.find((schema) => schema.metadata.name === name)?.metadata.uid;
    const [version, probe, refused] = await Promise.all([
      cluster.fetch('/version'),
      cluster.fetch('/readyz'),
      cluster.fetch('/version', { token: 'bad' }),
    ]);
    expect(version.headers['audit-id']).toMatch(/^[\da-f-]{36}$/);
    expect(version.headers['cache-control']).toBe('no-cache, private');
    expect(version.headers['x-kubernetes-pf-flowschema-uid']).toBe(uid('service-accounts'));
    expect(probe.headers['x-kubernetes-pf-flowschema-uid']).toBe(uid('probes'));
    expect(refused.headers['x-kubernetes-pf-flowschema-uid']).toBeUndefined();
  });

  test('/readyz is a word; verbose is a line for each check and a last one', async () => {
    expect((await cluster.fetch('/readyz')).text).toBe('ok');
    const lines = (await cluster.fetch('/readyz?verbose')).text.split('\n');
    expect(lines.slice(0, 3)).toEqual(['[+]ping ok', '[+]log ok', '[+]etcd ok']);
    expect(lines.slice(-3)).toEqual(['[+]shutdown ok', 'readyz check passed', '']);
    const live = (await cluster.fetch('/livez?verbose')).text;
    expect(live).not.toContain('shutdown');
    expect(live).toMatch(/livez check passed\n$/);
  });

  test('/apis lists groups with their versions, the preferred one first', async () => {
    const { kind, apiVersion, groups } = (await cluster.json('/apis')) as {
      kind: string;
      apiVersion: string;
      groups: { name: string }[];
    };
    expect({ kind, apiVersion }).toEqual({ kind: 'APIGroupList', apiVersion: 'v1' });
    expect(groups.find(({ name }) => name === 'flowcontrol.apiserver.k8s.io')).toEqual({
      name: 'flowcontrol.apiserver.k8s.io',
      versions: [
        { groupVersion: 'flowcontrol.apiserver.k8s.io/v1', version: 'v1' },
        { groupVersion: 'flowcontrol.apiserver.k8s.io/v1beta3', version: 'v1beta3' },
      ],
      preferredVersion: { groupVersion: 'flowcontrol.apiserver.k8s.io/v1', version: 'v1' },
    });
  });

  test('an object says its kind; the items of a list do not', async () => {
    const one = await cluster.json('/api/v1/namespaces/kyverno/services/kyverno-svc');
    expect(one).toMatchObject({
      kind: 'Service',
      apiVersion: 'v1',
      metadata: { name: 'kyverno-svc', namespace: 'kyverno', creationTimestamp: '2026-11-21T03:00:00Z' },
    });
    const slices = await cluster.json(
      '/apis/discovery.k8s.io/v1/namespaces/kyverno/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3Dkyverno-svc',
    );
    expect(slices).toMatchObject({
      kind: 'EndpointSliceList',
      apiVersion: 'discovery.k8s.io/v1',
      items: [
        {
          addressType: 'IPv4',
          endpoints: [
            {
              addresses: ['10.244.0.9'],
              conditions: { ready: true, serving: true, terminating: false },
              nodeName: 'n1',
            },
          ],
        },
      ],
    });
    expect(
      JSON.stringify((slices as { items: object[] }).items.map((item) => Object.keys(item))),
    ).not.toContain('kind');
  });

  test('a list is walked in pages whose remaining counts add up', async () => {
    const seen: string[] = [];
    const remaining: (number | undefined)[] = [];
    let token: string | undefined;
    do {
      const page = (await cluster.json(
        `${leases}?limit=3${token === undefined ? '' : `&continue=${token}`}`,
      )) as {
        kind: string;
        metadata: { continue?: string; remainingItemCount?: number };
        items: { metadata: { name: string } }[];
      };
      expect(page.kind).toBe('LeaseList');
      seen.push(...page.items.map(({ metadata }) => metadata.name));
      remaining.push(page.metadata.remainingItemCount);
      token = page.metadata.continue;
    } while (token !== undefined);
    expect(remaining).toEqual([4, 1, undefined]);
    expect(seen).toEqual(Array.from({ length: 7 }, (_, index) => `aks-nodepool1-31415926-vmss00000${index}`));
  });

  test('resourceVersion=0 comes from the cache, which knows no limit', async () => {
    const list = (await cluster.json(`${leases}?limit=3&resourceVersion=0`)) as {
      metadata: object;
      items: unknown[];
    };
    expect(list.items).toHaveLength(7);
    expect(Object.keys(list.metadata)).toEqual(['resourceVersion']);
  });
});

test('a failing check turns /readyz into a 500 that is always verbose', async () => {
  const ill = await startSampleCluster(defineStory({ name: 'ill', failingHealth: ['etcd'] }));
  try {
    const { status, text } = await ill.fetch('/readyz');
    expect(status).toBe(500);
    expect(text.split('\n').slice(0, 4)).toEqual([
      '[+]ping ok',
      '[+]log ok',
      '[-]etcd failed: reason withheld',
      '[+]etcd-readiness ok',
    ]);
    expect(text).toMatch(/readyz check failed\n$/);
  } finally {
    await ill.stop();
  }
});

test('a throttling server says when to come back, and leaves probes alone', async () => {
  const busy = await startSampleCluster(defineStory({ name: 'busy', retryAfterSeconds: 3 }));
  try {
    const { status, text, headers } = await busy.fetch(leases);
    expect({ status, text, wait: headers['retry-after'], type: headers['content-type'] }).toEqual({
      status: 429,
      text: 'Too many requests, please try again later.\n',
      wait: '3',
      type: 'text/plain; charset=utf-8',
    });
    expect((await busy.fetch('/readyz')).status).toBe(200);
  } finally {
    await busy.stop();
  }
});
