import type { Settings } from '../host/expand.ts';
import { localDefaults } from '../settings.ts';

export interface DoctorEnvironment {
  readonly environment: Settings;
  /** Why the storage is not to be tried; null to try it. */
  readonly storageSkipped: string | null;
}

/** The settings of the environment and of the fleet; what a local start brings by itself need not be set. */
export function doctorEnvironment(
  environment: Settings,
  {
    fleet,
    sample,
    policy,
  }: { readonly fleet: Settings; readonly sample: boolean; readonly policy: string | null },
): DoctorEnvironment {
  const hasStorage = Object.entries(environment).some(
    ([name, value]) => /^AzureWebJobsStorage(?:__|$)/u.test(name) && (value?.trim() ?? '') !== '',
  );
  // Only so that the settings can be read: nothing is sent to it.
  const { AzureWebJobsStorage: emulator, ...defaults } = localDefaults(
    { connectionString: 'UseDevelopmentStorage=true', sample },
    environment,
  );
  return {
    environment: {
      ...environment,
      ...defaults,
      ...(hasStorage ? {} : { AzureWebJobsStorage: emulator }),
      ...fleet,
      ...(policy === null ? {} : { POLICY_FILE: policy }),
    },
    storageSkipped: hasStorage
      ? null
      : 'AzureWebJobsStorage is not set: npm start brings a storage of its own, and the deployed app needs an account.',
  };
}
