/** The app settings of a local start, given to the app through the environment. */
import { UsageError } from '../src/shared/errors.ts';
import type { Settings } from './host/expand.ts';

export interface LocalSettings {
  readonly connectionString: string;
  /** The settings that name the fleet: what was chosen on the command line, whatever is in the environment. */
  readonly fleet: Settings;
  readonly sample: boolean;
  /** Whether a sweep is run at the start, over the API as anybody would. */
  readonly sweep: boolean;
}

/**
 * The settings; a value already in the environment wins, so that every one but the fleet can be tried out. Throws
 * `UsageError` for what the local host cannot do.
 */
export function localSettings(local: LocalSettings, environment: Settings): Settings {
  const others = localDefaults(local, environment);
  requireKnownCallers(others['AUTH_MODE'] ?? '', local.sweep);
  return { ...others, ...local.fleet };
}

/** What a local start sets where the environment does not. */
export function localDefaults(
  { connectionString, sample }: Pick<LocalSettings, 'connectionString' | 'sample'>,
  environment: Settings,
): Settings {
  const defaults: Settings = {
    AzureWebJobsStorage: connectionString,
    SWEEP_SCHEDULE: '0 0 * * * *',
    // One machine, a few clusters: look at the ledger often, so that the first page is there soon.
    CLOSE_CHECK_SECONDS: '1',
    // The sample answers at once and tells the same story in two seconds as in ten.
    METRICS_WINDOW_SECONDS: sample ? '2' : '10',
    AUTH_MODE: 'none',
    ...(sample ? { PAGE_NOTICE: sampleNotice, LOG_WINDOW_MINUTES: sampleLogMinutes } : {}),
  };
  return Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, given(environment[name]) ?? value]),
  );
}

function requireKnownCallers(given: string, sweep: boolean): void {
  const mode = given.trim().toLowerCase();
  // Everybody would be let in who should bring a key.
  if (mode === 'functionkey') {
    throw new UsageError([
      'AUTH_MODE is functionKey, but the local host checks no keys. Leave AUTH_MODE out to be let in without one, or set it to entra.',
    ]);
  }
  if (mode === 'entra' && sweep) {
    throw new UsageError([
      'AUTH_MODE is entra, and the sweep at the start brings no token. Add --no-sweep, and start one by POST /api/sweeps with a token.',
    ]);
  }
}

/** The simulated log is made and asked on this machine; four bins of five minutes tell each story. */
export const sampleLogMinutes = '20';

const sampleNotice =
  'Sample data: these clusters are built in and do not exist. Audit your own with: npm start -- --azure, or with --kubeconfig FILE';

function given(value: string | undefined): string | undefined {
  return value?.trim() === '' ? undefined : value;
}
