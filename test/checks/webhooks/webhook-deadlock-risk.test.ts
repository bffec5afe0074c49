import { expect, test } from 'vitest';
import { webhookDeadlockRisk } from '../../../src/checks/webhooks/webhook-deadlock-risk.ts';
import type { BackendState, Webhook, WebhookRule, Webhooks } from '../../../src/evidence/webhooks.ts';
import { webhookHardening } from '../../../src/remediation/webhook.ts';
import {
  ago,
  anything,
  briefly,
  configuration,
  findingsIn,
  notIn,
  served,
  verdictOn,
  webhook,
  webhookRule,
  webhooks,
} from '../../support/evidence.ts';

function on(evidence: Webhooks) {
  return verdictOn(webhookDeadlockRisk, { webhooks: evidence });
}

/** One webhook on pods, in the namespace `policy`. */
function podWebhook(given: Partial<Webhook> = {}, backend: BackendState = served()) {
  const rules = [webhookRule({ operations: ['CREATE'], apiGroups: [''], resources: ['pods'] })];
  return webhooks([configuration({ webhooks: [webhook({ rules, ...given })] })], {
    backends: { 'policy/policy-svc': backend },
  });
}

function rule(apiGroup: string, resource: string, given: Partial<WebhookRule> = {}): Partial<Webhook> {
  return { rules: [webhookRule({ apiGroups: [apiGroup], resources: [resource], ...given })] };
}

const found = ['high policy check.policy.example'];
const milder = ['medium policy check.policy.example'];

test('a webhook on all pods, its own and those of the system, is a high finding that explains the loop', () => {
  const verdict = on(podWebhook({}, served({ readyEndpoints: 1, endpoints: 1, nodes: 1 })));

  expect(verdict).toEqual({
    outcome: 'fail',
    inspected: 1,
    findings: [
      {
        severity: 'high',
        confidence: 'measured',
        resource: {
          kind: 'ValidatingWebhookConfiguration',
          name: 'policy',
          part: 'check.policy.example',
        },
        summary:
          'The webhook check.policy.example of policy has failure policy Fail and must approve: create pods in policy and create pods in kube-system. Once its pods are down, new ones cannot be created, because that needs its approval. Once it is down, konnectivity, DNS and the network plug-in cannot start again; without konnectivity the API server reaches no webhook, so it stays down. Expected is that these writes do not depend on it.',
        observed: {
          text: 'intercepts 2 vital writes: create pods in policy and create pods in kube-system',
        },
        excerpts: [
          { label: 'Failure policy', value: 'Fail' },
          { label: 'Intercepts', value: 'CREATE of pods in core' },
          { label: 'Backend', value: 'policy/policy-svc: 1 of 1 endpoints ready on 1 node' },
          { label: 'Time-out', value: '10 s' },
          { label: 'Makes it worse', value: 'one ready replica: one drained node takes it out' },
        ],
        remediation: webhookHardening(
          {
            kind: 'ValidatingWebhookConfiguration',
            configuration: 'policy',
            webhook: 'check.policy.example',
            index: 0,
            failurePolicy: 'Fail',
            backend: { type: 'service', namespace: 'policy', name: 'policy-svc' },
          },
          {
            namespaceSelector: anything,
            namespaces: ['kube-system', 'policy'],
            clusterScoped: false,
            enforcerDisabled: false,
          },
        ),
      },
    ],
  });
});

test.each([
  ['all pods', {}, found],
  ['all pods but those of the system', { namespaceSelector: notIn('kube-system') }, found],
  [
    'all pods but its own and those of the system',
    { namespaceSelector: notIn('kube-system', 'policy') },
    'pass',
  ],
  ['node leases', rule('coordination.k8s.io', 'leases'), found],
  [
    'node leases outside of their namespace',
    { ...rule('coordination.k8s.io', 'leases'), namespaceSelector: notIn('kube-node-lease') },
    'pass',
  ],
  [
    'nodes, which no namespace selector exempts',
    { ...rule('', 'nodes'), namespaceSelector: notIn('kube-system', 'policy') },
    found,
  ],
  ['the status of nodes', rule('', 'nodes/status'), found],
  ['certificate requests', rule('certificates.k8s.io', 'certificatesigningrequests'), milder],
  ['access reviews', rule('authorization.k8s.io', 'subjectaccessreviews'), milder],
  [
    'everything namespaced',
    {
      ...rule('*', '*', { scope: 'Namespaced' }),
      namespaceSelector: notIn('kube-system', 'policy', 'kube-node-lease'),
    },
    'pass',
  ],
  ['everything', rule('*', '*/*'), found],
  ['deletes alone', { rules: [webhookRule({ operations: ['DELETE'] })] }, 'pass'],
  ['its own kinds alone', rule('cert-manager.io', '*'), 'pass'],
  ['pods, with policy Ignore', { failurePolicy: 'Ignore' as const }, 'pass'],
])('a webhook on %s', (_, given, expected) => {
  expect(briefly(on(podWebhook(given)))).toEqual(expected);
});

test('a webhook by URL closes no loop through the cluster, and is milder', () => {
  const [finding] = findingsIn(on(podWebhook({ backend: { type: 'url', host: 'policy.example.com' } })));

  expect(finding).toMatchObject({
    severity: 'medium',
    summary:
      'The webhook check.policy.example of policy has failure policy Fail and must approve: create pods in kube-system. While policy.example.com does not answer, none of them happens. Expected is that these writes do not depend on it.',
  });
});

test('the labels by which the admissions enforcer exempts the system are known', () => {
  const namespaceSelector = {
    matchLabels: {},
    matchExpressions: [
      { key: 'control-plane', operator: 'NotIn', values: ['true'] },
      { key: 'kubernetes.azure.com/managedby', operator: 'NotIn', values: ['aks'] },
      { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['policy'] },
    ],
  };

  expect(on(podWebhook({ namespaceSelector }))).toEqual({ outcome: 'pass', inspected: 1 });
});

test('an opt-out by a label that was not read is taken not to be used, and said', () => {
  const namespaceSelector = {
    matchLabels: {},
    matchExpressions: [
      { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] },
      { key: 'policy.example/skip', operator: 'DoesNotExist', values: [] },
    ],
  };
  const [finding] = findingsIn(on(podWebhook({ namespaceSelector })));

  expect(finding).toMatchObject({ severity: 'high', confidence: 'inferred' });
  expect(finding?.excerpts).toContainEqual({
    label: 'Takes for granted',
    value: 'the namespace does not carry the label policy.example/skip',
  });
});

test('an opt-in by a label reaches only namespaces that chose it', () => {
  const namespaceSelector = { matchLabels: { 'sidecar-injection': 'enabled' }, matchExpressions: [] };

  expect(on(podWebhook({ namespaceSelector }))).toEqual({ outcome: 'pass', inspected: 1 });
});

test('whether it selects its own pods is seen from the labels of its service', () => {
  const given = {
    namespaceSelector: notIn('kube-system'),
    objectSelector: { matchLabels: { app: 'policy' }, matchExpressions: [] },
  };

  expect(briefly(on(podWebhook(given)))).toEqual(found);
  expect(briefly(on(podWebhook(given, served({ selector: { app: 'another' } }))))).toEqual('pass');
});

test('without the labels of its pods an objectSelector leaves it open', () => {
  const objectSelector = { matchLabels: { app: 'policy' }, matchExpressions: [] };

  expect(on(podWebhook({ objectSelector }, { state: 'notRead', detail: 'Reading is forbidden.' }))).toEqual({
    outcome: 'unknown',
    reason: 'notCollected',
    detail:
      'Whether the webhook check.policy.example intercepts its own pods depends on their labels, which were not read. Reading is forbidden.',
    remedy: 'Let the auditor get services and list endpointslices in the namespaces of webhooks.',
  });
});

test.each([
  ['exempts the nodes', '!("system:nodes" in request.userInfo.groups)', 'pass', undefined],
  ['exempts leases', 'request.resource.resource != "leases"', 'pass', undefined],
  ['exempts others', 'request.resource.resource != "secrets"', found, 'measured'],
  ['asks for more than is known', '!has(object.metadata.labels)', found, 'inferred'],
])('a match condition that %s', (_, expression, expected, confidence) => {
  const verdict = on(
    podWebhook({
      ...rule('coordination.k8s.io', 'leases'),
      matchConditions: [{ name: 'condition', expression }],
    }),
  );

  expect(briefly(verdict)).toEqual(expected);
  expect(findingsIn(verdict)[0]?.confidence).toBe(confidence);
});

test('everything that makes it worse is listed', () => {
  const evidence = webhooks(
    [
      configuration({
        enforcerDisabled: true,
        webhooks: [
          webhook({
            rules: [webhookRule()],
            timeoutSeconds: 30,
            caExpiresAt: ago(86_400),
          }),
        ],
      }),
    ],
    { backends: { 'policy/policy-svc': served({ nodes: 1 }) } },
  );
  const worse = findingsIn(on(evidence))[0]?.excerpts.filter(({ label }) => label === 'Makes it worse');

  expect(worse?.map(({ value }) => value)).toEqual([
    'all 3 replicas run on one node',
    'its caBundle expired 1 d ago',
    'it intercepts every kind in every namespace',
    'it may take 30 s to answer, more than 10 s',
    'its configuration is opted out of the admissions enforcer of AKS, which keeps webhooks away from the system',
  ]);
});

test.each([
  ['expires in ten days', ago(-10 * 86_400), 'its caBundle expires in 10 d'],
  ['expires in a year', ago(-365 * 86_400), undefined],
  ['is not known', null, undefined],
])('a certificate that %s', (_, caExpiresAt, expected) => {
  const worse = findingsIn(on(podWebhook({ caExpiresAt })))[0]?.excerpts.find(
    ({ label }) => label === 'Makes it worse',
  );

  expect(worse?.value).toBe(expected);
});

test('a backend that is down now is said', () => {
  const [finding] = findingsIn(on(podWebhook({}, { state: 'serviceMissing' })));

  expect(finding?.excerpts).toContainEqual({ label: 'Makes it worse', value: 'its backend is down now' });
});

test('each webhook of a configuration is judged by itself', () => {
  const evidence = webhooks([
    configuration({
      webhooks: [webhook({ name: 'fine.example' }), webhook({ name: 'bad.example', rules: [webhookRule()] })],
    }),
  ]);

  expect(on(evidence)).toMatchObject({ outcome: 'fail', inspected: 2 });
  expect(briefly(on(evidence))).toEqual(['high policy bad.example']);
});

test.each([
  ['there are none', []],
  ['AKS owns them', [configuration({ managedByAks: true, webhooks: [webhook({ rules: [webhookRule()] })] })]],
  ['they have no rules', [configuration({ webhooks: [webhook({ rules: [] })] })]],
])('nothing is to be judged when %s', (_, configurations) => {
  expect(on(webhooks(configurations))).toEqual({
    outcome: 'notApplicable',
    why: 'The cluster has no webhooks of its own.',
  });
});

test('harmless webhooks are no all-clear when more were not read', () => {
  const evidence = webhooks([configuration({ webhooks: [webhook()] })], { truncated: true });

  expect(on(evidence)).toEqual({
    outcome: 'unknown',
    reason: 'truncated',
    detail: 'The cluster has more webhook configurations than one audit reads.',
    remedy:
      'Delete configurations that nothing uses; the rest cannot be judged within the budget of an audit.',
  });
});
