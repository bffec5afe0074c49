/** The app settings of a local start, given to the app through the environment. */
import type { Settings } from './host/expand.ts';

export interface LocalSettings {
  readonly connectionString: string;
  /** The settings that name the fleet: what was chosen on the command line, whatever is in the environment. */
  readonly fleet: Settings;
  readonly sample: boolean;
}

/** The settings; a value already in the environment wins, so that every one but the fleet can be tried out. */
export function localSettings(local: LocalSettings, environment: Settings): Settings {
  const defaults: Settings = {
    AzureWebJobsStorage: local.connectionString,
    SWEEP_SCHEDULE: '0 0 * * * *',
    // One machine, a few clusters: look at the ledger often, so that the first page is there soon.
    CLOSE_CHECK_SECONDS: '1',
    // The sample answers at once and tells the same story in two seconds as in ten.
    METRICS_WINDOW_SECONDS: local.sample ? '2' : '10',
    ...(local.sample ? { PAGE_NOTICE: sampleNotice, LOG_WINDOW_MINUTES: sampleLogMinutes } : {}),
  };
  const others = Object.entries(defaults).map(
    ([name, value]) => [name, given(environment[name]) ?? value] as const,
  );
  return { ...Object.fromEntries(others), ...local.fleet };
}

/** The simulated log is made and asked on this machine; four bins of five minutes tell each story. */
export const sampleLogMinutes = '20';

const sampleNotice =
  'Sample data: these clusters are built in and do not exist. Audit your own with: npm start -- --kubeconfig FILE';

function given(value: string | undefined): string | undefined {
  return value?.trim() === '' ? undefined : value;
}
