import type { Collected } from '../evidence/index.ts';
import type { Observation } from '../observation.ts';

/** Clients kept with an audit; the log query gives the ten that keep the server busy longest. */
const mostClients = 10;

/** What an audit that ended `at` (ISO 8601) leaves for later ones, of evidence that was seen whole. */
export function observationOf(evidence: Collected, at: string): Observation {
  const { apiMetrics, apiServerProcesses } = evidence;
  return {
    at,
    processStartedAt: apiMetrics?.ok === true ? apiMetrics.value.processStartedAt : null,
    apiServers:
      apiServerProcesses?.ok === true
        ? apiServerProcesses.value.processes.map(({ lease, holder }) => ({ lease, holder }))
        : null,
    webhookGenerations: generationsIn(evidence),
    clients: clientsIn(evidence),
  };
}

/** Also when there were more than were read: each generation stands for itself, and one that is not there was not seen. */
function generationsIn({ webhooks }: Collected): Observation['webhookGenerations'] {
  if (webhooks?.ok !== true) return null;
  const { configurations } = webhooks.value;
  return Object.fromEntries(
    configurations.map(({ kind, name, generation }) => [`${kind}/${name}`, generation]),
  );
}

function clientsIn({ latencyByClient }: Collected): Observation['clients'] {
  if (latencyByClient?.ok !== true) return null;
  return latencyByClient.value.clients
    .slice(0, mostClients)
    .map(({ userAgent, username, requests, meanMs }) => ({ userAgent, username, requests, meanMs }));
}
