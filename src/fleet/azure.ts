/** A fleet of AKS clusters as Azure knows them. */
import type { AzureFleetSettings } from '../config/fleet.ts';
import type { GatherOptions } from '../evidence/define-gatherer.ts';
import type { EvidenceKind } from '../evidence/index.ts';
import type { Logger } from '../shared/logger.ts';
import { remembered } from '../shared/remembered.ts';
import type { Notes } from '../store/history.ts';
import type { FleetPort } from '../sweep/context.ts';
import type { FleetClock } from './clock.ts';
import { machineClock } from './clock.ts';
import type { FleetWitness } from './witness.ts';

/** Resource Graph answers in seconds; a large fleet takes some pages, and throttling some waits. */
const discoverySeconds = 180;

/** `discover` throws `ReadError` when Azure cannot be asked at all. */
export function azureFleet(
  settings: AzureFleetSettings,
  options: GatherOptions,
  notes: Notes,
  { now, sleep }: FleetClock = machineClock,
  witness: FleetWitness | null = null,
): (log: Logger) => FleetPort {
  const opened = remembered(async () => {
    // Loaded late: an instance that only answers HTTP does without Azure's clients and the schemas of their answers.
    const { auditOnAzure, discoverFleet, fleetOf, gatherFromAzure, openAzure, surveyOnAzure } =
      await import('./azure-work.ts');
    const azure = await openAzure(settings, witness);
    return { azure, auditOnAzure, discoverFleet, fleetOf, gatherFromAzure, surveyOnAzure };
  });
  return (log) => ({
    async discover() {
      const { azure, discoverFleet, fleetOf } = await opened.get();
      const signal = AbortSignal.timeout(discoverySeconds * 1000);
      return fleetOf(await discoverFleet(azure.arm, settings.scope, settings.filter, signal), now());
    },
    async gatherFleet(clusters, kinds) {
      const { azure, gatherFromAzure } = await opened.get();
      return gatherFromAzure(azure, clusters, kinds, { settings, now });
    },
    async survey(clusters, span, kinds) {
      const { azure, surveyOnAzure } = await opened.get();
      return surveyOnAzure(azure, clusters, span, kinds, { settings, now });
    },
    async collect(cluster, kinds, known) {
      const { azure, auditOnAzure } = await opened.get();
      return auditOnAzure(azure, {
        cluster,
        kinds,
        known,
        settings,
        options,
        notes,
        now,
        sleep,
        log,
        witness,
      });
    },
    outOfScope: (_cluster, kind) => outOfScope(kind, settings),
  });
}

function outOfScope(kind: EvidenceKind, { nodeEgressProbe }: AzureFleetSettings): string | null {
  if (kind !== 'nodeEgress' || nodeEgressProbe) return null;
  return 'The probe on nodes is not switched on (NODE_EGRESS_PROBE).';
}
