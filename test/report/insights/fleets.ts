/** Fleets to tell of: what is not said of a cluster is well and seen. */
import type { BaselineEntry, ClusterRef, LatestAudit, NotAudited } from '../../../src/model.ts';
import type { FleetSeen } from '../../../src/report/insights/fleet-seen.ts';
import type { ClusterClients } from '../../../src/store/history.ts';
import { aCluster, aHeadline, aNewest, anEntry, minute, sweepId } from '../../store/builders.ts';

export interface Told {
  readonly name: string;
  readonly subscription?: string;
  /** User agent, user, requests a second. */
  readonly clients?: readonly (readonly [userAgent: string, username: string, perSecond: number])[];
  /** Of all clients; the audit log does not tell without it. */
  readonly requestsPerSecond?: number | null;
  /** Why its log could not be read. */
  readonly unread?: string;
  readonly sees?: 'all' | 'writes';
  /** Who causes its open findings. */
  readonly findings?: readonly Pick<BaselineEntry, 'check' | 'severity' | 'culprit'>[];
  /** Findings that are not kept with its newest state. */
  readonly leftOut?: number;
  readonly notAudited?: NotAudited['state'];
  readonly never?: boolean;
  readonly coverage?: number;
  readonly score?: number | null;
  readonly version?: string | null;
}

export const now = minute(60);
const from = minute(-60).toISOString();
const to = minute(0).toISOString();

export function fleetOf(clusters: readonly Told[], change: Partial<FleetSeen> = {}): FleetSeen {
  return {
    latest: clusters.map(latestOf),
    open: clusters.flatMap((told) => {
      const findings = (told.findings ?? []).map((finding, index) =>
        anEntry(`${told.name}-${index}`, finding),
      );
      const leftOut = told.leftOut ?? 0;
      return findings.length + leftOut === 0 ? [] : [{ cluster: refOf(told), findings, leftOut }];
    }),
    clients: clusters.filter(({ never }) => never !== true).map(clientsOf),
    memory: null,
    hidden: [],
    now,
    ...change,
  };
}

const listing = {
  check: 'excessive-list-calls',
  severity: 'high',
  culprit: { kind: 'client', name: 'job-dispatcher (system:serviceaccount:batch:job-dispatcher)' },
} as const;
const hourAgo = { first: minute(2).toISOString(), last: minute(2).toISOString(), isNews: true };

/** A fleet in which there is one of everything to tell. */
export const eventful = fleetOf(
  [
    {
      name: 'prod-a',
      subscription: 'payments',
      clients: [['job-dispatcher/3.2.1', 'u', 20]],
      findings: [listing],
      coverage: 0.9,
    },
    {
      name: 'prod-b',
      subscription: 'payments',
      clients: [['job-dispatcher/3.2.0', 'u', 12]],
      version: 'v1.32.0',
    },
    {
      name: 'prod-c',
      subscription: 'shared',
      unread: 'The cluster has no audit log in any workspace.',
      coverage: 0.4,
      score: null,
    },
    { name: 'prod-d', subscription: 'shared', notAudited: 'failed' },
    { name: 'old', subscription: 'shared', notAudited: 'vanished', findings: [listing] },
  ],
  {
    memory: {
      since: minute(-20_000).toISOString(),
      clients: {
        'job-dispatcher': { ...hourAgo, isNews: false, versions: { '3.2.1': hourAgo } },
        'spark-operator': { ...hourAgo, versions: { '2.0': hourAgo } },
      },
      kubernetesVersions: { 'v1.32.0': hourAgo },
      leftOut: 0,
    },
    hidden: ['Subscription s-9 may not be read.'],
  },
);

export function inShort(name: string) {
  return { key: aCluster(name).key, name };
}

function refOf({ name, subscription }: Told): ClusterRef {
  const ref = aCluster(name);
  if (subscription === undefined) return ref;
  const resourceId = `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/${name}`;
  const source = {
    kind: 'azure',
    resourceId,
    subscriptionId: subscription,
    resourceGroup: 'rg',
    location: 'westeurope',
  };
  return { ...ref, source } as ClusterRef; // The literal above is an Azure source.
}

function latestOf(told: Told): LatestAudit {
  const { coverage = 1, score = 100, version = 'v1.31.2', requestsPerSecond = 40, notAudited: state } = told;
  const headline = aHeadline({ coverage, score, kubernetesVersion: version, requestsPerSecond });
  const note = { sweepId: sweepId(10), at: minute(12).toISOString(), why: 'It did not answer.' };
  return {
    cluster: refOf(told),
    newest: told.never === true ? null : aNewest(headline),
    ...(state === undefined ? {} : { notAudited: { ...note, state } }),
  };
}

function clientsOf(told: Told): ClusterClients {
  const since = minute(-600).toISOString();
  const { clients = [], sees = 'all', unread } = told;
  const seen = clients.map(([userAgent, username, perSecond]) => ({
    userAgent,
    username,
    requests: perSecond * 3_600,
    meanMs: 10,
  }));
  return {
    cluster: refOf(told),
    busy:
      unread === undefined
        ? { since, ok: true, from, to, sees, clients: seen }
        : { since: null, ok: false, why: unread },
  };
}
