/** What an app in Azure is given, as the sample gives it: an identity, and the addresses of the services. */
import { createDefaultHttpClient } from '@azure/core-rest-pipeline';
import { DefaultAzureCredential } from '@azure/identity';
import { vi } from 'vitest';
import type { Sample } from '../../local/sample/index.ts';
import type { AzureConnection } from '../../src/azure/connection.ts';
import { azureEnvironment } from '../../src/azure/environment.ts';

/** Stands in the environment, where the credential looks for it: `vi.unstubAllEnvs()` takes it away again. */
export function sampleIdentity({ settings }: Pick<Sample, 'settings'>): DefaultAzureCredential {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  return new DefaultAzureCredential();
}

/** With the identity above. */
export function connectionTo(sample: Sample): AzureConnection {
  const client = createDefaultHttpClient();
  const address = (name: string): string => {
    const value = sample.settings[name];
    if (value === undefined) throw new Error(`The sample has no setting ${name}.`);
    return value;
  };
  return {
    environment: azureEnvironment('public', {
      resourceManagerEndpoint: address('AZURE_ARM_ENDPOINT'),
      metricsEndpoint: address('AZURE_METRICS_ENDPOINT'),
      logAnalyticsEndpoint: address('AZURE_LOGS_ENDPOINT'),
    }),
    credential: sampleIdentity(sample),
    httpClient: {
      sendRequest(request) {
        request.tlsSettings = { ca: sample.authority };
        return client.sendRequest(request);
      },
    },
  };
}
