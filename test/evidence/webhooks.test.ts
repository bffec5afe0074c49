import { generate } from 'selfsigned';
import { describe, expect, it } from 'vitest';
import { type Webhooks, webhooks } from '../../src/evidence/webhooks.ts';
import type { Behaviour, Reply } from '../kubernetes/fake-server.ts';
import { apis, gatherFrom, listOf, serving, statusBody } from './gathering.ts';

const validating = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
const mutating = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';
const service = '/api/v1/namespaces/policy/services/policy-svc';
const slices = '/apis/discovery.k8s.io/v1/namespaces/policy/endpointslices';

function hook(given: object = {}): object {
  return {
    name: 'check.policy.example',
    clientConfig: { service: { namespace: 'policy', name: 'policy-svc', path: '/v', port: 8443 } },
    ...given,
  };
}

function configuration(metadata: object, ...hooks: readonly object[]): object {
  return {
    metadata: { name: 'policy', generation: 3, creationTimestamp: '2026-11-01T00:00:00Z', ...metadata },
    webhooks: hooks,
  };
}

const healthy = {
  '/apis': apis({ 'discovery.k8s.io': ['v1'] }),
  [validating]: listOf([configuration({}, hook())]),
  [mutating]: listOf([]),
  [service]: { spec: { type: 'ClusterIP', selector: { app: 'policy' } } },
  [slices]: listOf([
    {
      endpoints: [
        {
          addresses: ['10.0.0.1'],
          conditions: { ready: true },
          nodeName: 'node-1',
          targetRef: { kind: 'Pod', name: 'a' },
        },
        {
          addresses: ['10.0.0.2'],
          conditions: { ready: false },
          nodeName: 'node-2',
          targetRef: { kind: 'Pod', name: 'b' },
        },
        {
          addresses: ['10.0.0.3'],
          conditions: {},
          nodeName: 'node-1',
          targetRef: { kind: 'Pod', name: 'c' },
        },
      ],
    },
    // The same pod under its IPv6 address.
    {
      endpoints: [
        {
          addresses: ['fd00::1'],
          conditions: { ready: true },
          nodeName: 'node-1',
          targetRef: { kind: 'Pod', name: 'a' },
        },
      ],
    },
    { endpoints: null },
  ]),
};

async function gathered(bodies: Readonly<Record<string, object | string>>): Promise<Webhooks> {
  return (await gatherFrom(webhooks, serving({ ...healthy, ...bodies }))).value;
}

/** All as in a healthy cluster, but for one path. */
function except(path: string, reply: Reply): Behaviour {
  const rest = serving(healthy);
  return (asked, request) => (asked.split('?', 1)[0] === path ? reply : rest(asked, request));
}

describe('webhook configurations', () => {
  it('are kept with everything that decides whom they can lock out', async () => {
    const { private: _, cert: soon } = await generate([], {
      keyType: 'ec',
      notAfterDate: new Date('2027-01-01T00:00:00Z'),
    });
    const { cert: late } = await generate([], {
      keyType: 'ec',
      notAfterDate: new Date('2030-01-01T00:00:00Z'),
    });
    const full = hook({
      failurePolicy: 'Ignore',
      timeoutSeconds: 3,
      rules: [
        {
          operations: ['CREATE'],
          apiGroups: ['apps'],
          apiVersions: ['v1'],
          resources: ['deployments'],
          scope: 'Namespaced',
        },
      ],
      namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['a'] }] },
      objectSelector: { matchLabels: { app: 'x' } },
      matchConditions: [{ name: 'not-nodes', expression: '!("system:nodes" in request.userInfo.groups)' }],
      clientConfig: {
        url: 'https://user:key@hooks.example:8443/path?key=secret',
        caBundle: Buffer.from(late + soon).toString('base64'),
      },
    });
    const value = await gathered({
      [validating]: listOf([configuration({}, full)]),
      [mutating]: listOf([
        configuration(
          { name: 'defaults' },
          hook({ clientConfig: { service: { namespace: 'policy', name: 'policy-svc' } } }),
        ),
      ]),
    });
    const open = { matchLabels: {}, matchExpressions: [] };
    expect(value.configurations).toEqual([
      {
        kind: 'ValidatingWebhookConfiguration',
        name: 'policy',
        generation: 3,
        createdAt: '2026-11-01T00:00:00Z',
        managedByAks: false,
        enforcerDisabled: false,
        webhooks: [
          {
            name: 'check.policy.example',
            failurePolicy: 'Ignore',
            timeoutSeconds: 3,
            rules: [
              {
                operations: ['CREATE'],
                apiGroups: ['apps'],
                apiVersions: ['v1'],
                resources: ['deployments'],
                scope: 'Namespaced',
              },
            ],
            namespaceSelector: {
              matchLabels: {},
              matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['a'] }],
            },
            objectSelector: { matchLabels: { app: 'x' }, matchExpressions: [] },
            matchConditions: [
              { name: 'not-nodes', expression: '!("system:nodes" in request.userInfo.groups)' },
            ],
            backend: { type: 'url', host: 'hooks.example:8443' },
            caExpiresAt: '2027-01-01T00:00:00.000Z',
          },
        ],
      },
      {
        kind: 'MutatingWebhookConfiguration',
        name: 'defaults',
        generation: 3,
        createdAt: '2026-11-01T00:00:00Z',
        managedByAks: false,
        enforcerDisabled: false,
        webhooks: [
          {
            name: 'check.policy.example',
            failurePolicy: 'Fail',
            timeoutSeconds: 10,
            rules: [],
            namespaceSelector: open,
            objectSelector: open,
            matchConditions: [],
            backend: { type: 'service', namespace: 'policy', name: 'policy-svc', port: 443 },
            caExpiresAt: null,
          },
        ],
      },
    ]);
  });

  it.each([
    [{ name: 'aks-node-validating-webhook' }, true, false],
    [{ name: 'webhook-admission-controller' }, true, false],
    [{ labels: { 'kubernetes.azure.com/managedby': 'aks' } }, true, false],
    [{ labels: { 'admissions.enforcer/disabled': 'true' } }, false, true],
    [{ annotations: { 'admissions.enforcer/disabled': 'true' } }, false, true],
    [{ annotations: { 'admissions.enforcer/disabled': 'false' } }, false, false],
  ])('%j is of AKS: %s, without its enforcer: %s', async (metadata, managedByAks, enforcerDisabled) => {
    const { configurations } = await gathered({ [validating]: listOf([configuration(metadata, hook())]) });
    expect(configurations[0]).toMatchObject({ managedByAks, enforcerDisabled });
  });

  it('that are more than two pages say so', async () => {
    const { truncated } = await gathered({ [mutating]: listOf([configuration({})], { continue: 'more' }) });
    expect(truncated).toBe(true);
  });

  it.each([
    ['no certificate', 'bm90IGEgY2VydGlmaWNhdGU='],
    [
      'a broken certificate',
      Buffer.from('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----').toString('base64'),
    ],
    ['nothing', ''],
  ])('with %s for an authority have no known expiry', async (_, caBundle) => {
    const broken = hook({ clientConfig: { url: 'https://x.example', caBundle } });
    const { configurations } = await gathered({ [validating]: listOf([configuration({}, broken)]) });
    expect(configurations[0]?.webhooks[0]?.caExpiresAt).toBeNull();
  });
});

describe('the service behind webhooks', () => {
  it('counts each pod once, and as ready unless the server says it is not', async () => {
    const { fake, value } = await gatherFrom(webhooks, serving(healthy));
    expect((await value).backends).toEqual({
      'policy/policy-svc': {
        state: 'served',
        readyEndpoints: 2,
        endpoints: 3,
        nodes: 1,
        selector: { app: 'policy' },
      },
    });
    expect(fake.asked.at(-1)).toBe(
      `${slices}?labelSelector=kubernetes.io%2Fservice-name%3Dpolicy-svc&limit=100`,
    );
  });

  it('is read in the version of endpoint slices that the server has', async () => {
    const { backends } = await gathered({
      '/apis': apis({ 'discovery.k8s.io': ['v1beta1'] }),
      [slices.replace('/v1/', '/v1beta1/')]: listOf([
        { endpoints: [{ addresses: ['10.0.0.1'], topology: { 'kubernetes.io/hostname': 'node-7' } }] },
      ]),
      [service]: { spec: {} },
    });
    expect(backends).toEqual({
      'policy/policy-svc': { state: 'served', readyEndpoints: 1, endpoints: 1, nodes: 1, selector: null },
    });
  });

  it('is missing when the server does not know it', async () => {
    const { value } = await gatherFrom(
      webhooks,
      except(service, {
        status: 404,
        body: statusBody(404, 'NotFound', 'services "policy-svc" not found', 'policy-svc'),
      }),
    );
    expect((await value).backends).toEqual({ 'policy/policy-svc': { state: 'serviceMissing' } });
  });

  it.each<[string, string, Reply, string]>([
    [
      'services may not be read',
      service,
      { status: 403, body: statusBody(403, 'Forbidden', 'no services for you') },
      `The API server refuses to get ${service} (403): no services for you`,
    ],
    [
      'slices may not be read',
      slices,
      { status: 403, body: statusBody(403, 'Forbidden', 'no') },
      `The API server refuses to list ${slices} (403): no`,
    ],
    [
      'a 404 is not about it',
      service,
      { status: 404, body: '404 page not found' },
      `The API server does not know ${service} (404): 404 page not found`,
    ],
    [
      'it is a name elsewhere',
      service,
      { body: { spec: { type: 'ExternalName' } } },
      'The service policy/policy-svc points to a name outside of the cluster.',
    ],
    [
      'it has too many slices',
      slices,
      { body: listOf([], { continue: 'more' }) },
      'The service policy/policy-svc has more endpoint slices than are read.',
    ],
  ])('is not read when %s', async (_, path, reply, detail) => {
    const { value } = await gatherFrom(webhooks, except(path, reply));
    expect((await value).backends).toEqual({ 'policy/policy-svc': { state: 'notRead', detail } });
  });

  it('is read once for all webhooks that call it', async () => {
    const { fake, value } = await gatherFrom(
      webhooks,
      serving({ ...healthy, [mutating]: listOf([configuration({}, hook(), hook({ name: 'other' }))]) }),
    );
    await value;
    expect(fake.asked.filter((path) => path === service)).toHaveLength(1);
  });

  it('is read for ten services, those of webhooks that fail closed first', async () => {
    const named = (name: string, failurePolicy: string): object =>
      hook({ failurePolicy, clientConfig: { service: { namespace: 'n', name } } });
    const many = Array.from({ length: 11 }, (_, index) => named(`open-${index}`, 'Ignore'));
    const { fake, value } = await gatherFrom(
      webhooks,
      serving({ ...healthy, [validating]: listOf([configuration({}, ...many, named('closed', 'Fail'))]) }),
    );
    const { backends } = await value;
    const beyond = { state: 'notRead', detail: 'Webhooks call 12 services, of which an audit reads 10.' };
    expect(Object.keys(backends)[0]).toBe('n/closed');
    expect([backends['n/open-9'], backends['n/open-10']]).toEqual([beyond, beyond]);
    expect(fake.asked.filter((path) => path.startsWith('/api/v1/'))).toHaveLength(10);
  });
});
