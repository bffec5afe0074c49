/** What was seen in, what is missing out: cases that the sample fleet has no cluster for. */
import { describe, expect, test } from 'vitest';
import { azureClouds } from '../../src/azure/environment.ts';
import { checks } from '../../src/checks/index.ts';
import type { AzureFleetSettings } from '../../src/config/fleet.ts';
import { diagnose } from '../../src/doctor/diagnose.ts';
import type { DoctorItem } from '../../src/doctor/report.ts';
import type { Seen } from '../../src/doctor/seen.ts';
import type { ApiAccess } from '../../src/evidence/api-access.ts';
import type { Collected } from '../../src/evidence/index.ts';
import type { ManagedCluster } from '../../src/evidence/managed-cluster.ts';
import type { Missing } from '../../src/model.ts';
import type { UnknownReason } from '../../src/shared/errors.ts';
import {
  shopCluster as cluster,
  auditLogging,
  auditSource,
  clusterId,
  logVisibility,
  managedCluster,
  platformMetrics,
  reached,
  workspaceId,
} from '../support/azure-evidence.ts';
import { gathered } from '../support/evidence.ts';
import { problemIds } from './examining.ts';

const none = { names: [], resourceGroups: [], regions: [], tags: [] };
const fleet: AzureFleetSettings = {
  kind: 'azure',
  environment: azureClouds.public,
  scope: { subscriptions: [], managementGroups: [], fleets: [], clusters: [] },
  filter: { include: none, exclude: none },
  kubernetesAccess: 'expected',
  allowLocalAccounts: false,
  nodeEgressProbe: false,
  metricsByPartition: false,
};

const claims = { tenantId: 'tenant', objectId: 'object', applicationId: null, kind: 'app' } as const;

interface Given {
  readonly managed?: Partial<ManagedCluster>;
  /** Null: of the cluster nothing was asked. */
  readonly evidence?: Collected | null;
  readonly skip?: string;
  readonly surveyed?: boolean;
  readonly seen?: Partial<Seen>;
}

/** A fleet of one cluster of which all is well, unless told otherwise. */
function seenWith({ managed = {}, evidence = {}, skip, surveyed = true, seen = {} }: Given): Seen {
  const known = gathered(managedCluster(managed));
  const all: Collected = {
    managedCluster: known,
    auditLogging: gathered(auditLogging()),
    platformMetrics: gathered(platformMetrics()),
    logVisibility: gathered(logVisibility()),
    apiAccess: gathered(reached),
    ...evidence,
  };
  return {
    at: new Date('2026-11-24T12:00:00Z'),
    settings: {
      problems: [],
      fleet,
      storage: null,
      logs: { logDelayMinutes: 15 },
      notifyFile: true,
      policyFile: false,
      secretKey: true,
    },
    storage: { skipped: 'Not here.' },
    tokens: [{ audience: 'apiServers', why: null, claims }],
    pass: {
      fleet: {
        ok: true,
        value: {
          clusters: [{ cluster, skip: skip ?? null, evidence: { managedCluster: known } }],
          leftOut: new Map(),
          unseen: [],
        },
      },
      evidence: evidence === null || skip !== undefined ? new Map() : new Map([[cluster.key, all]]),
      surveyed: surveyed ? [cluster.key] : [],
    },
    witnessed: { azure: [], clusters: [] },
    checks,
    ...seen,
  };
}

/** The one problem that there is; without it the test fails. */
function problemIn(given: Given): DoctorItem | undefined {
  const report = diagnose(seenWith(given));
  expect(problemIds(report)).toHaveLength(1);
  return report.items.find(({ id }) => id === problemIds(report)[0]);
}

function missing(reason: UnknownReason, detail = 'What happened.', remedy = 'What to do.'): Missing {
  return { ok: false, reason, detail, remedy };
}

function failed(layer: Extract<ApiAccess, { state: 'failed' }>['layer'], closedBy: string | null = null) {
  const why = missing('unreachable');
  return { apiAccess: gathered<ApiAccess>({ state: 'failed', layer, why, closedBy }) };
}

test('all is well: no problem, and every id is there once', () => {
  const { items, ready } = diagnose(seenWith({}));

  expect(ready).toBe(true);
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
});

describe('the way to an API server', () => {
  test.each(['DNS', 'TCP', 'TLS', 'proxy', 'timeout', '401', '5xx', 'credential', 'other'] as const)(
    '%s is named, with what to do and what is unknown without it',
    (layer) => {
      const problem = problemIn({ evidence: failed(layer) });

      expect(problem).toMatchObject({ id: `clusters:${layer}`, status: 'missing', clusters: ['shop'] });
      expect(problem?.remedy).not.toBeNull();
      expect(problem?.unknownChecks).toContain('unhealthy-api-server');
    },
  );

  test('of a private cluster is told apart', () => {
    expect(problemIn({ evidence: failed('DNS', 'a private cluster') })).toMatchObject({
      id: 'clusters:DNS:a private cluster',
      detail: 'What happened. It is a private cluster.',
    });
  });

  test('throttled: it is not known', () => {
    expect(problemIn({ evidence: failed('throttled') })).toMatchObject({ status: 'unknown' });
  });

  test('a cluster without Entra, whose local accounts may not be used', () => {
    const identity = { entra: false, azureRbac: false, localAccountsDisabled: false, tenantId: null };
    const why = missing('notPermitted', 'It hands out a certificate.', 'Enable Microsoft Entra ID.');
    const problem = problemIn({
      managed: { identity },
      evidence: {
        managedCluster: gathered(managedCluster({ identity })),
        apiAccess: gathered<ApiAccess>({ state: 'notTried', why }),
      },
    });

    expect(problem).toMatchObject({
      id: 'clusters:no-entra',
      status: 'missing',
      remedy: 'Enable Microsoft Entra ID.',
    });
  });

  test('a stopped cluster is skipped with its reason, and no problem', () => {
    const report = diagnose(seenWith({ skip: 'The cluster is stopped.', surveyed: false }));

    expect(problemIds(report)).toEqual([]);
    expect(report.items.find(({ check }) => check === 'clusters')).toMatchObject({
      status: 'skipped',
      detail: 'The cluster is stopped.',
      clusters: ['shop'],
    });
  });

  test('a cluster that there was no time for is not known, and nothing is ready', () => {
    const report = diagnose(seenWith({ evidence: null, surveyed: false }));

    expect(problemIds(report)).toEqual(['clusters:not-looked-at']);
    expect(report.ready).toBe(false);
  });
});

describe('rights in a cluster', () => {
  const refused = [
    {
      clusterKey: cluster.key,
      verb: 'list',
      path: '/apis/coordination.k8s.io/v1/leases',
      outcome: 'forbidden',
    },
  ] as const;

  test.each([
    [
      true,
      'Microsoft.ContainerService/managedClusters/coordination.k8s.io/leases/read',
      'az role assignment create --assignee-object-id=object',
    ],
    [
      false,
      'verb "list" on resource "leases" of apiGroup "coordination.k8s.io"',
      'kubectl create clusterrolebinding',
    ],
  ])('with Azure RBAC %s, what is missing is named in its words', (azureRbac, words, command) => {
    const identity = { entra: true, azureRbac, localAccountsDisabled: true, tenantId: 'tenant' };
    const problem = problemIn({
      evidence: {
        managedCluster: gathered(managedCluster({ identity })),
        nodeHeartbeats: missing('forbidden'),
      },
      seen: { witnessed: { azure: [], clusters: refused } },
    });

    expect(problem?.id).toBe(`clusters:rule:list leases.coordination.k8s.io${azureRbac ? ':azure' : ''}`);
    expect(problem?.remedy).toContain(words);
    expect(problem?.commands[0]).toContain(command);
  });

  test('evidence that is missing for another reason is a problem of its own', () => {
    expect(problemIn({ evidence: { apiMetrics: missing('timeout') } })).toMatchObject({
      id: 'clusters:apiMetrics:timeout',
      status: 'unknown',
    });
  });
});

describe('logs and metrics', () => {
  test('a workspace that has no rows of the cluster is a warning', () => {
    expect(problemIn({ evidence: { logVisibility: missing('notCollected', 'No rows.') } })).toMatchObject({
      id: `logs:${workspaceId}`,
      status: 'warning',
      detail: 'No rows.',
    });
  });

  test('a workspace that there was no time for is not known', () => {
    expect(problemIn({ surveyed: false })).toMatchObject({ id: `logs:${workspaceId}`, status: 'unknown' });
  });

  test('a workspace with several tables says which', () => {
    const seen = seenWith({});
    const other = { ...cluster, key: 'shop-2', name: 'shop-2', id: `${clusterId}-2` };
    const { pass } = seen;
    if (pass === null || !pass.fleet.ok) throw new Error('There is a fleet.');
    const source = auditSource({ table: 'AzureDiagnostics', mode: 'azureDiagnostics' });
    const evidence = { ...pass.evidence.get(cluster.key), auditLogging: gathered(auditLogging({ source })) };
    const { items } = diagnose({
      ...seen,
      pass: {
        fleet: {
          ok: true,
          value: {
            ...pass.fleet.value,
            clusters: [...pass.fleet.value.clusters, { cluster: other, skip: null, evidence: {} }],
          },
        },
        evidence: new Map([...pass.evidence, [other.key, evidence]]),
        surveyed: [cluster.key, other.key],
      },
    });

    expect(items.find(({ id }) => id === `logs:${workspaceId}`)?.detail).toBe(
      'It has the audit logs of 2 clusters in 2 tables: AKSAudit (plan Analytics) and AzureDiagnostics (plan Analytics).',
    );
  });

  test('a cluster without platform metrics is a warning', () => {
    expect(problemIn({ evidence: { platformMetrics: missing('notCollected') } })).toMatchObject({
      id: 'logs:platformMetrics:notCollected',
      status: 'warning',
    });
  });
});

describe('clock', () => {
  const answers = (skewSeconds: number) => [
    {
      method: 'POST',
      url: new URL('https://management.azure.com/providers/Microsoft.ResourceGraph/resources'),
      status: 200,
      broken: null,
      skewSeconds,
    },
  ];

  test('that is ahead of Azure by more than tokens bear is a warning', () => {
    const problem = problemIn({ seen: { witnessed: { azure: answers(-400), clusters: [] } } });
    expect(problem).toMatchObject({ id: 'endpoints:clock', status: 'warning' });
    expect(problem?.detail).toContain('400 s ahead of');
  });

  test('that is a little off is none', () => {
    expect(
      problemIds(diagnose(seenWith({ seen: { witnessed: { azure: answers(200), clusters: [] } } }))),
    ).toEqual([]);
  });
});

test('the probe on nodes, when it is switched on, cannot be proven, which is said', () => {
  const seen = seenWith({});
  const report = diagnose({
    ...seen,
    settings: { ...seen.settings, fleet: { ...fleet, nodeEgressProbe: true } },
  });

  expect(problemIds(report)).toEqual(['roles:own role:Microsoft.Compute/virtualMachines/runCommand/action']);
  expect(report.ready).toBe(true);
});
