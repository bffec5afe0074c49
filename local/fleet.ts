/** Which fleet a local run is about, as the app settings that make the app see it. */
import { credentialOf } from '../src/fleet/azure-clients.ts';
import { explainedCredential } from '../src/azure/connection.ts';
import { type AzureFleetSettings, type FleetSettings, fleetSettings } from '../src/config/fleet.ts';
import { settingNames } from '../src/config/catalogue.ts';
import { settingsOf } from '../src/config/settings.ts';
import { readContexts } from '../src/kubernetes/kubeconfig.ts';
import { ReadError, UsageError } from '../src/shared/errors.ts';
import type { ClosingStack } from './closing-stack.ts';
import type { Settings } from './host/expand.ts';

export type FleetChoice =
  | { readonly kind: 'sample' }
  | { readonly kind: 'azure' }
  | {
      readonly kind: 'kubeconfig';
      readonly kubeconfig: string;
      /** null for all contexts of the kubeconfig. */
      readonly contexts: readonly string[] | null;
    };

/**
 * What is wrong with the choice is said before anything is written or started: the app would say it only in its first
 * sweep. Throws `UsageError`; for Azure also when nobody is signed in.
 */
export async function requireUsable(choice: FleetChoice, environment: Settings): Promise<void> {
  if (choice.kind === 'kubeconfig') await readContexts(choice.kubeconfig, choice.contexts);
  if (choice.kind !== 'azure') return;
  const fleet = fleetIn({ ...environment, ...ofAzure });
  if (fleet.kind === 'azure') await requireLogin(fleet);
}

/** The settings that name the fleet, and a started sample when it is that. */
export async function fleetEnvironment(
  choice: FleetChoice,
  directory: string,
  closing: ClosingStack,
): Promise<Settings> {
  if (choice.kind === 'sample') return sampleEnvironment(directory, closing);
  if (choice.kind === 'azure') return ofAzure;
  const { kubeconfig, contexts } = choice;
  return { ...noFleet, FLEET_KUBECONFIG: kubeconfig, FLEET_CONTEXTS: (contexts ?? []).join(',') };
}

/** The fleet of the environment. Throws `UsageError`. */
export function fleetIn(environment: Settings): FleetSettings {
  const settings = settingsOf(environment);
  const fleet = fleetSettings(settings);
  if (settings.problems.length > 0) throw new UsageError(settings.problems);
  return fleet;
}

const ofAzure: Settings = { FLEET_KUBECONFIG: '', FLEET_CONTEXTS: '' };

/** Whatever names or changes a fleet in the environment of the person who starts the sample must not mix with it. */
const noFleet: Settings = Object.fromEntries(
  settingNames.filter((name) => /^(?:FLEET|AZURE)_/u.test(name)).map((name) => [name, '']),
);

async function sampleEnvironment(directory: string, closing: ClosingStack): Promise<Settings> {
  // Loaded when it is needed: real clusters have no use for it.
  const [{ startSample }, { trustAuthority }] = await Promise.all([
    import('./sample/index.ts'),
    import('./sample/trust.ts'),
  ]);
  const sample = await startSample({ directory });
  closing.add(() => sample.stop());
  trustAuthority(sample.authority);
  return { ...noFleet, ...sample.settings };
}

const loginSeconds = 30;

async function requireLogin(fleet: AzureFleetSettings): Promise<void> {
  const credential = explainedCredential(await credentialOf(fleet));
  const { resourceManagerAudience } = fleet.environment;
  try {
    await credential.getToken(`${resourceManagerAudience}/.default`, {
      abortSignal: AbortSignal.timeout(loginSeconds * 1000),
    });
  } catch (error) {
    const why = error instanceof ReadError ? `${error.detail} ${error.remedy}` : notSignedIn;
    throw new UsageError([why], { cause: error });
  }
}

const notSignedIn =
  'Microsoft Entra ID gives the auditor no token in time. Sign in (az login) and check the network.';
