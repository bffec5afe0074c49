/** The way to the API server of an AKS cluster: by the address that is remembered, or by the one that Azure gives. */
import * as z from 'zod';
import type { ServerAddress } from '../azure/cluster-credential.ts';
import type { AzureFleetSettings } from '../config/fleet.ts';
import { accessLayerOf } from '../evidence/access-layer.ts';
import type { AccessLayer } from '../evidence/api-access.ts';
import type { Collected } from '../evidence/index.ts';
import type { ManagedCluster } from '../evidence/managed-cluster.ts';
import type { KubernetesReader } from '../kubernetes/reader.ts';
import type { ClusterRef } from '../model.ts';
import { ReadError, messageOf } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { Notes } from '../store/history.ts';
import { azureAdvice } from './azure-advice.ts';
import type { AzureClients } from './azure-clients.ts';
import { refusedAccess } from './kubernetes-access.ts';

interface Connecting {
  readonly cluster: ClusterRef;
  readonly managed: Collected['managedCluster'];
  readonly settings: AzureFleetSettings;
  readonly notes: Notes;
  readonly now: () => Date;
  readonly log: Logger;
}

/** Throws `ReadError`: what keeps the auditor away is evidence. */
export async function connectToCluster(
  azure: AzureClients,
  connecting: Connecting,
  signal: AbortSignal,
): Promise<KubernetesReader> {
  const { managed, settings } = connecting;
  if (managed?.ok !== true) throw notKnown(managed);
  const refused = refusedAccess(managed.value, settings);
  if (refused !== null) throw refused;
  const kept = managed.value.identity.entra ? await keptAddress(connecting) : null;
  if (kept !== null) {
    const reader = await openReader(azure, managed.value, signal, { known: kept });
    if (await isThere(reader, signal)) return reader;
    await reader.close();
  }
  const keep = (address: ServerAddress): Promise<void> => keepAddress(connecting, address);
  return openReader(azure, managed.value, signal, { keep });
}

interface AddressUse {
  readonly known?: ServerAddress;
  /** Told of an address that Azure gave. */
  readonly keep?: (address: ServerAddress) => Promise<void>;
}

async function openReader(
  { credentials }: AzureClients,
  cluster: ManagedCluster,
  signal: AbortSignal,
  { known, keep }: AddressUse,
): Promise<KubernetesReader> {
  const { server, caData, credential } = await credentials.open(cluster, signal, known);
  // Loaded late: an instance that only answers HTTP does without the HTTP client.
  const { connectDirectly } = await import('../kubernetes/direct-connection.ts');
  const advice = azureAdvice(cluster);
  if (credential.kind === 'certificate') return connectDirectly({ server, caData, credential, advice });
  await keep?.({ server, caData });
  const token = await credential.token(signal);
  return connectDirectly({ server, caData, credential: { kind: 'token', token }, advice });
}

/** As long as the first look at a server has (evidence/collect.ts). */
const lookSeconds = 15;

/** What may be the fault of the address: a cluster made anew or made private has another one, and another authority. */
const layersOfAddress: ReadonlySet<AccessLayer> = new Set(['DNS', 'TCP', 'TLS', 'timeout']);

/** Whether the address still leads to the cluster. */
async function isThere(reader: KubernetesReader, signal: AbortSignal): Promise<boolean> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(lookSeconds * 1000)]);
  try {
    // The reader remembers the answer, so the first look at the server sends no other request.
    await reader.serverVersion({ signal: limited });
    return true;
  } catch (error) {
    return !layersOfAddress.has(accessLayerOf(error));
  }
}

const noteName = 'api-server-address';
/** An authority is replaced by a person, and seldom; a wrong one is noticed when it is used. */
const keptHours = 24;

const addressSchema = z.object({ server: z.url({ protocol: /^https$/u }), caData: z.string().nullable() });

/** Null as well when the storage fails: Azure is asked then, and the cluster must not look closed for it. */
async function keptAddress({ cluster, notes, now, log }: Connecting): Promise<ServerAddress | null> {
  const note = await notes.note(cluster.key, noteName).catch((error: unknown) => {
    log.warn('Address of an API server could not be read', {
      clusterKey: cluster.key,
      problem: messageOf(error),
    });
    return null;
  });
  if (note === null || now().getTime() - Date.parse(note.at) > keptHours * 3_600_000) return null;
  const parsed = addressSchema.safeParse(note.value);
  return parsed.success ? parsed.data : null;
}

async function keepAddress({ cluster, notes, now, log }: Connecting, address: ServerAddress): Promise<void> {
  const note = { value: address, at: now().toISOString() };
  await notes.keepNote(cluster.key, noteName, note).catch((error: unknown) => {
    log.warn('Address of an API server could not be kept', {
      clusterKey: cluster.key,
      problem: messageOf(error),
    });
  });
}

function notKnown(managed: Exclude<Collected['managedCluster'], { readonly ok: true }>): ReadError {
  if (managed !== undefined) return new ReadError(managed.reason, managed.detail, managed.remedy);
  return new ReadError(
    'notCollected',
    'What Azure knows of the cluster was not kept from the planning of the sweep.',
    'The next sweep asks again.',
  );
}
