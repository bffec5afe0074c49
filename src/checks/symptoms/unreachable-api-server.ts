import type { AccessLayer, ApiAccess } from '../../evidence/api-access.ts';
import type { ManagedCluster } from '../../evidence/managed-cluster.ts';
import type { Excerpt, FindingDraft, Verdict } from '../../model.ts';
import { reachApiServer } from '../../remediation/api-access.ts';
import { links } from '../../remediation/links.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { defineCheck, notApplicable, unknown, verdictOf } from '../define-check.ts';

type Failed = Extract<ApiAccess, { state: 'failed' }>;

export const unreachableApiServer = defineCheck({
  id: 'unreachable-api-server',
  title: 'API server that cannot be reached',
  passTitle: 'The API server can be reached',
  category: 'symptoms',
  severity: 'high',
  guide: 'S',
  rationale:
    'An API server that gives no answer cannot schedule, scale or heal anything, and what the auditor cannot reach it cannot judge.',
  remedy: 'Find out where the way ends, at the name, the network, TLS or the rights, and repair that.',
  learnMore: links.guide,
  requires: ['apiAccess'],
  uses: ['managedCluster'],
  thresholds: {},
  evaluate({ apiAccess, managedCluster }) {
    const cluster = managedCluster.ok ? managedCluster.value : null;
    if (apiAccess.state === 'reached') return verdictOf(1, []);
    if (cluster?.powerState === 'Stopped') {
      return notApplicable('The cluster is stopped: its API server does not run by design.');
    }
    if (apiAccess.state === 'notTried') return unknownBecause(apiAccess.why);
    return undecided(apiAccess, cluster) ?? verdictOf(1, [findingOn(apiAccess, cluster)]);
  },
});

/** Layers at which a closed door and a dead server look the same from outside. */
const outside: ReadonlySet<AccessLayer> = new Set(['DNS', 'TCP', 'proxy', 'timeout']);
/** ARM says so while it makes the control plane, starts it or takes it down. */
const underWay: ReadonlySet<string> = new Set(['creating', 'starting', 'stopping', 'deleting']);

/** What says nothing about the API server; null when the failure does. */
function undecided(
  { layer, why, closedBy }: Failed,
  cluster: ManagedCluster | null,
): Verdict<FindingDraft> | null {
  if (layer === 'throttled' || why.reason === 'throttled') {
    return unknown('throttled', why.detail, why.remedy);
  }
  // Azure itself was not reached, or there was no time left: the cluster had no part in it.
  const azureSilent = layer === 'credential' && ['unreachable', 'timeout'].includes(why.reason);
  if (azureSilent || why.reason === 'overBudget') return unknownBecause(why);
  if (!outside.has(layer)) return null;
  if (closedBy !== null) {
    return unknown(
      'unreachable',
      `The way to the API server ends at ${layerInWords(layer)}. The cluster is closed to strangers (${cleanText(closedBy, 120)}), so from here nobody can tell a closed door from a server that is down. ${why.detail}`,
      'Run the auditor in a virtual network that reaches the cluster, add its outbound address to the authorized IP ranges, or tag the cluster kubernetesAccess=none to audit it from Azure alone.',
    );
  }
  const state = cluster?.provisioningState ?? null;
  if (state !== null && underWay.has(state.toLowerCase())) {
    return unknown(
      'unreachable',
      `Azure says that the cluster is ${state}, so its API server need not answer. ${why.detail}`,
      'Audit again when the cluster has settled.',
    );
  }
  return null;
}

function unknownBecause({ reason, detail, remedy }: Failed['why']): Verdict<FindingDraft> {
  return unknown(reason, detail, remedy);
}

function findingOn({ layer, why }: Failed, cluster: ManagedCluster | null): FindingDraft {
  const observed = observations[layer];
  return {
    severity: 'high',
    // A proxy and a missing credential say nothing about the server behind them.
    confidence: layer === 'proxy' || layer === 'credential' ? 'inferred' : 'measured',
    resource: { kind: 'APIServer', name: 'access' },
    summary: `The auditor does not get to the API server: ${observed}; expected is an answer.`,
    observed: { text: observed },
    excerpts: [
      { label: 'Ends at', value: layerInWords(layer) },
      { label: 'Error', value: cleanText(why.detail, 400) },
      ...azureView(cluster),
    ],
    remediation: reachApiServer(layer, cluster),
  };
}

const observations: Readonly<Record<AccessLayer, string>> = {
  credential: 'Azure does not give it what it needs to sign in',
  DNS: 'its name does not resolve',
  TCP: 'it refuses connections or there is no route to it',
  TLS: 'no trusted connection comes about',
  proxy: 'the proxy on the way does not let the request pass',
  timeout: 'it does not answer in time',
  401: 'it does not know who the auditor is (401)',
  403: 'it knows the auditor and forbids its requests (403)',
  '5xx': 'it answers with an error of its own (5xx)',
  throttled: 'it asks to come back later',
  other: 'what answers is no API server',
};

function layerInWords(layer: AccessLayer): string {
  return layerWords[layer] ?? layer;
}

const layerWords: Readonly<Partial<Record<AccessLayer, string>>> = {
  credential: 'the credential',
  proxy: 'a proxy',
  timeout: 'a timeout',
  401: 'authentication (401)',
  403: 'authorization (403)',
  '5xx': 'an error of the server (5xx)',
  other: 'the answer',
};

function azureView(cluster: ManagedCluster | null): readonly Excerpt[] {
  if (cluster === null) return [];
  const { powerState, provisioningState, network } = cluster;
  return [
    ...(network.host === null ? [] : [{ label: 'Host', value: cleanText(network.host, 200) }]),
    {
      label: 'State in Azure',
      value: cleanText(
        [powerState ?? 'power state not known', provisioningState ?? ''].join(' ').trim(),
        120,
      ),
    },
  ];
}
