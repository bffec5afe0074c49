/** A fleet of AKS clusters as Azure knows them. */
import { discoverFleet } from '../azure/discover-fleet.ts';
import type { AzureFleetSettings } from '../config/fleet.ts';
import type { GatherOptions } from '../evidence/define-gatherer.ts';
import type { EvidenceKind } from '../evidence/index.ts';
import type { Logger } from '../shared/logger.ts';
import { remembered } from '../shared/remembered.ts';
import type { FleetPort } from '../sweep/context.ts';
import { auditOnAzure } from './azure-audit.ts';
import { openAzure } from './azure-clients.ts';
import { gatherFromAzure, surveyOnAzure } from './azure-evidence.ts';
import { fleetOf } from './found-fleet.ts';

/** Resource Graph answers in seconds; a large fleet takes some pages, and throttling some waits. */
const discoverySeconds = 180;

/** `discover` throws `ReadError` when Azure cannot be asked at all. */
export function azureFleet(settings: AzureFleetSettings, options: GatherOptions): (log: Logger) => FleetPort {
  const azure = remembered(() => openAzure(settings));
  const now = (): Date => new Date();
  return (log) => ({
    async discover() {
      const { arm } = await azure.get();
      const signal = AbortSignal.timeout(discoverySeconds * 1000);
      return fleetOf(await discoverFleet(arm, settings.scope, settings.filter, signal), now());
    },
    gatherFleet: async (clusters, kinds) =>
      gatherFromAzure(await azure.get(), clusters, kinds, { settings, now }),
    survey: async (clusters, span, kinds) => surveyOnAzure(await azure.get(), clusters, span, kinds, now),
    collect: async (cluster, kinds, known) =>
      auditOnAzure(await azure.get(), { cluster, kinds, known, settings, options, now, log }),
    outOfScope: (_cluster, kind) => outOfScope(kind, settings),
  });
}

function outOfScope(kind: EvidenceKind, { nodeEgressProbe }: AzureFleetSettings): string | null {
  if (kind !== 'nodeEgress' || nodeEgressProbe) return null;
  return 'The probe on nodes is not switched on (NODE_EGRESS_PROBE).';
}
