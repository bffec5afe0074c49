/** The app settings that point the product at the simulators, in the one place that knows their names. */
import { subscriptions } from './estate.ts';

export interface Endpoints {
  readonly arm: string;
  readonly metrics: string;
  readonly logs: string;
  readonly identity: string;
  readonly identityHeader: string;
}

export function sampleSettings({
  arm,
  metrics,
  logs,
  identity,
  identityHeader,
}: Endpoints): Readonly<Record<string, string>> {
  return {
    FLEET_SUBSCRIPTIONS: Object.values(subscriptions)
      .map(({ id }) => id)
      .join(','),
    AZURE_ARM_ENDPOINT: arm,
    // The real one has the region in its host name.
    AZURE_METRICS_ENDPOINT: `${metrics}/{region}`,
    AZURE_LOGS_ENDPOINT: `${logs}/v1`,
    // As Functions sets them for an app with a managed identity; DefaultAzureCredential then asks nobody else.
    IDENTITY_ENDPOINT: identity,
    IDENTITY_HEADER: identityHeader,
    AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential',
  };
}
