/** The app settings of a local start, given to the app through the environment. */
import type { Settings } from './host/expand.ts';

export interface LocalSettings {
  readonly connectionString: string;
  readonly kubeconfig: string;
  /** null for all contexts. */
  readonly contexts: readonly string[] | null;
  readonly sample: boolean;
}

/** The settings; a value already in the environment wins, so that every one can be tried out. */
export function localSettings(local: LocalSettings, environment: Settings): Settings {
  const defaults: Settings = {
    AzureWebJobsStorage: local.connectionString,
    FLEET_KUBECONFIG: local.kubeconfig,
    ...(local.contexts === null ? {} : { FLEET_CONTEXTS: local.contexts.join(',') }),
    SWEEP_SCHEDULE: '0 0 * * * *',
    // One machine, a few clusters: look at the ledger often, so that the first page is there soon.
    CLOSE_CHECK_SECONDS: '1',
    // The sample answers at once and tells the same story in two seconds as in ten.
    METRICS_WINDOW_SECONDS: local.sample ? '2' : '10',
    ...(local.sample ? { PAGE_NOTICE: sampleNotice } : {}),
  };
  return Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, given(environment[name]) ?? value]),
  );
}

const sampleNotice =
  'Sample data: these clusters are built in and do not exist. Audit your own with: npm start -- --kubeconfig FILE';

function given(value: string | undefined): string | undefined {
  return value?.trim() === '' ? undefined : value;
}
