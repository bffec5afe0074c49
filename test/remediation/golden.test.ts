/** Remedies as people get them, a file each, and whether a server of that version knows every field of them. */
import { describe, expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { restrictionSteps } from '../../src/checks/support/client-restriction.ts';
import type { ApiCall } from '../../src/evidence/logs/latency-by-call.ts';
import type { Remediation, RemediationStep } from '../../src/model.ts';
import { cleanupOf } from '../../src/remediation/cleanup.ts';
import {
  addClusterScope,
  capBorrowing,
  giveSeats,
  raisePrecedence,
  versionFor,
} from '../../src/remediation/flow-control.ts';
import { quotaStep } from '../../src/remediation/quota.ts';
import type { WebhookTarget } from '../../src/remediation/webhook.ts';
import { webhookHardening, webhookRemoval, webhookRepair } from '../../src/remediation/webhook.ts';
import { apiMetrics, flowControl, gathered } from '../support/evidence.ts';
import { type TypedObject, unknownFields } from '../support/kubernetes-fields.ts';

const account = 'system:serviceaccount:team-a:report-bot';
const everywhere: ApiCall = { verb: 'list', resource: 'pods', apiGroup: '', scope: 'cluster' };

const offenders: readonly (readonly [name: string, username: string, call: ApiCall])[] = [
  ['service-account-everywhere', account, everywhere],
  ['service-account-in-namespaces', account, { ...everywhere, scope: 'namespace' }],
  ['user-everywhere', 'someone@example.com', { ...everywhere, resource: 'jobs', apiGroup: 'batch' }],
  ['user-in-namespaces', 'someone@example.com', { ...everywhere, scope: 'namespace' }],
  [
    'service-account-writes',
    account,
    { ...everywhere, verb: 'update', resource: 'pods/status', scope: 'resource' },
  ],
];

/** The minors of each version that AKS has or had: the same file serves all of them. */
const servers = [
  ['1.25', [25]],
  ['1.26-1.28', [26, 27, 28]],
  ['1.29+', [29, 33, 36]],
] as const;

describe.each(servers)('on %s', (span, minors) => {
  test.each(offenders)('the cap on a %s', async (name, username, call) => {
    const manifests = minors.map((minor) => {
      const live = flowControl({ apiVersion: versionFor(minor) });
      const evidence = { flowControl: gathered(live), apiMetrics: gathered(apiMetrics()) };
      return restrictionSteps(username, call, [call.verb], evidence)[0]?.manifest ?? '';
    });
    const [manifest = ''] = manifests;

    expect(new Set(manifests).size).toBe(1);
    await expect(manifest).toMatchFileSnapshot(`../golden/remediation/restrict.${name}.${span}.yaml`);
    expect(fieldsUnknownIn(manifest)).toEqual([]);
  });
});

const webhook: WebhookTarget = {
  kind: 'MutatingWebhookConfiguration',
  configuration: 'kyverno-resource-mutating-webhook-cfg',
  webhook: 'mutate.kyverno.svc-fail',
  index: 1,
  failurePolicy: 'Fail',
  backend: { type: 'service', namespace: 'kyverno', name: 'kyverno-svc' },
};
const nothing = { matchLabels: {}, matchExpressions: [] };

const quota = quotaStep({ kind: 'jobs.batch', namespace: 'team-a', limit: 10_000 });
const remedies: Readonly<Record<string, Remediation>> = {
  'webhook-repair': webhookRepair(webhook),
  'webhook-removal': webhookRemoval({
    ...webhook,
    configuration: 'policy',
    kind: 'ValidatingWebhookConfiguration',
  }),
  'webhook-hardening': webhookHardening(webhook, {
    namespaceSelector: { ...nothing, matchLabels: { tier: 'web' } },
    namespaces: ['kube-system', 'kyverno'],
    clusterScoped: true,
    enforcerDisabled: true,
  }),
  'finished-jobs': cleanupOf({
    kind: 'jobs.batch',
    limit: 10_000,
    maybeStale: false,
    namespace: null,
    signs: [],
  }),
  replicasets: cleanupOf({
    kind: 'replicasets.apps',
    limit: 10_000,
    maybeStale: false,
    namespace: null,
    signs: [],
  }),
  'flow-schema-scope': addClusterScope('restrict-bad-client', [[0, 0]]),
  'flow-schema-precedence': raisePrecedence('restrict-bad-client', 8_999),
  'priority-level-borrowing': capBorrowing('restricted'),
  'priority-level-seats': giveSeats('restricted'),
};

test.each(Object.entries(remedies))('%s', async (name, remedy) => {
  await expect(stringify(remedy, { lineWidth: 0 })).toMatchFileSnapshot(`../golden/remediation/${name}.yaml`);
  expect(patchesIn(remedy.steps).flatMap(unknownFields)).toEqual([]);
});

test('the quota', async () => {
  await expect(quota?.manifest).toMatchFileSnapshot('../golden/remediation/quota.yaml');
  expect(fieldsUnknownIn(quota?.manifest ?? '')).toEqual([]);
});

test('a field that a version does not have is found', () => {
  const pair = (version: string, limited: object): string =>
    stringify({
      apiVersion: `flowcontrol.apiserver.k8s.io/${version}`,
      kind: 'PriorityLevelConfiguration',
      spec: { type: 'Limited', limited },
    });

  expect(fieldsUnknownIn(pair('v1', { assuredConcurrencyShares: 5 }))).toEqual([
    '.spec.limited.assuredConcurrencyShares',
  ]);
  expect(fieldsUnknownIn(pair('v1beta3', { assuredConcurrencyShares: 5 }))).toHaveLength(1);
  expect(
    fieldsUnknownIn(pair('v1beta2', { nominalConcurrencyShares: 5, borrowingLimitPercent: 0 })),
  ).toHaveLength(2);
  expect(fieldsUnknownIn(pair('v1', { nominalConcurrencyShares: '5' }))).toEqual([
    '.spec.limited.nominalConcurrencyShares is no number',
  ]);
  expect(fieldsUnknownIn(pair('v1beta4', {}))).toHaveLength(1);
});

function fieldsUnknownIn(manifest: string): readonly string[] {
  return parseAllDocuments(manifest).flatMap((document) => unknownFields(document.toJS() as TypedObject));
}

/** The objects that the patches of commands come to: each with the changed fields alone. */
function patchesIn(steps: readonly RemediationStep[]): readonly TypedObject[] {
  const commands = steps.flatMap(({ command }) => command?.split('\n') ?? []);
  const found = commands.flatMap((command) => {
    const [, type = '', how = '', patch = ''] =
      /^kubectl patch "?([a-z]+)\/.*--type=(json|merge) --patch='(.+)'$/u.exec(command) ?? [];
    return type === '' ? [] : [{ ...kinds[type], ...changed(how, JSON.parse(patch)) }];
  });
  // None is passed over because it is written in another way.
  expect(found).toHaveLength(commands.filter((command) => command.startsWith('kubectl patch')).length);
  return found as readonly TypedObject[];
}

const kinds: Readonly<Record<string, TypedObject>> = {
  cronjob: { apiVersion: 'batch/v1', kind: 'CronJob' },
  deployment: { apiVersion: 'apps/v1', kind: 'Deployment' },
  flowschema: { apiVersion: 'flowcontrol.apiserver.k8s.io/v1', kind: 'FlowSchema' },
  mutatingwebhookconfiguration: {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
  },
  prioritylevelconfiguration: {
    apiVersion: 'flowcontrol.apiserver.k8s.io/v1',
    kind: 'PriorityLevelConfiguration',
  },
  validatingwebhookconfiguration: {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
  },
};

function changed(how: string, patch: unknown): object {
  if (how === 'merge') return patch as object;
  return (patch as readonly { readonly path: string; readonly value: unknown }[])
    .map(({ path, value }) => objectAt(path.split('/').slice(1), value))
    .reduce((left, right) => merged(left, right) as object, {}) as object;
}

/** A list has its change at its first place: only the names of fields are looked at. */
function objectAt(path: readonly string[], value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  return /^\d+$/u.test(first) ? [objectAt(rest, value)] : { [first]: objectAt(rest, value) };
}

function merged(left: unknown, right: unknown): unknown {
  if (Array.isArray(left) && Array.isArray(right)) return [merged(left[0], right[0])];
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return right;
  const both = Object.entries(right).map(([name, value]: [string, unknown]) => [
    name,
    Object.hasOwn(left, name) ? merged(Reflect.get(left, name), value) : value,
  ]);
  return { ...left, ...Object.fromEntries(both) };
}
