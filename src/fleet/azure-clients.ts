/** The clients of Azure that one process has. */
import type { TokenCredential } from '@azure/core-auth';
import { type Arm, createArm } from '../azure/arm.ts';
import { type ClusterCredentials, createClusterCredentials } from '../azure/cluster-credential.ts';
import type { AzureConnection } from '../azure/connection.ts';
import { type LogAnalytics, createLogAnalytics } from '../azure/log-analytics.ts';
import { type AskMetrics, createMetricBatches } from '../azure/metric-batch.ts';
import type { AzureFleetSettings } from '../config/fleet.ts';
import type { FleetWitness } from './witness.ts';

export interface AzureClients {
  readonly arm: Arm;
  readonly logs: LogAnalytics;
  readonly metrics: AskMetrics;
  readonly credentials: ClusterCredentials;
}

/** Asks nothing yet: the first request gets the first token. */
export async function openAzure(
  settings: AzureFleetSettings,
  witness: FleetWitness | null,
): Promise<AzureClients> {
  const { environment } = settings;
  const connection = { environment, credential: await credentialOf(settings) };
  if (witness === null) return azureClients(connection, settings);
  const { createDefaultHttpClient } = await import('@azure/core-rest-pipeline');
  return azureClients({ ...connection, httpClient: witness.azure(createDefaultHttpClient()) }, settings);
}

/** All of them over one connection. */
export function azureClients(
  connection: AzureConnection,
  { allowLocalAccounts }: Pick<AzureFleetSettings, 'allowLocalAccounts'>,
): AzureClients {
  const arm = createArm(connection);
  return {
    arm,
    logs: createLogAnalytics(connection),
    metrics: createMetricBatches(connection),
    credentials: createClusterCredentials(arm, connection, {
      allowLocalAccounts,
      localAccountsSetting: 'ALLOW_LOCAL_ACCOUNTS',
      now: () => new Date(),
    }),
  };
}

/** Managed identity on Azure (AZURE_CLIENT_ID names a user-assigned one), the signed-in person elsewhere. */
export async function credentialOf({ environment }: AzureFleetSettings): Promise<TokenCredential> {
  // Loaded late: an instance that only answers HTTP never signs in to Azure.
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new DefaultAzureCredential({ authorityHost: environment.authorityHost });
}
