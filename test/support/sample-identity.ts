/** The identity of an app in Azure, as the sample gives it. */
import { DefaultAzureCredential } from '@azure/identity';
import { vi } from 'vitest';
import type { Sample } from '../../local/sample/index.ts';

/** Stands in the environment, where the credential looks for it: `vi.unstubAllEnvs()` takes it away again. */
export function sampleIdentity({ settings }: Pick<Sample, 'settings'>): DefaultAzureCredential {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  return new DefaultAzureCredential();
}
