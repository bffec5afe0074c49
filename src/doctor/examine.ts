/** The whole examination: looks at everything that the first sweep will use, and changes nothing that stays. */
import { fleetPort } from '../fleet/index.ts';
import type { Logger } from '../shared/logger.ts';
import { memoryNotes } from '../store/memory-history.ts';
import type { Environment } from '../config/settings.ts';
import { diagnose } from './diagnose.ts';
import { type DryPassOptions, dryPass } from './dry-pass.ts';
import type { DoctorReport } from './report.ts';
import type { Seen } from './seen.ts';
import { type SettingsContext, type SettingsSeen, readSettings } from './settings.ts';
import { askTokens } from './tokens.ts';
import { tryStorage } from './try-storage.ts';
import { witnessOf } from './witnessed.ts';

export interface Examination
  extends Omit<SettingsContext, 'now'>, Pick<DryPassOptions, 'now' | 'bounds' | 'onProgress'> {
  readonly environment: Environment;
  /** Why the storage is not to be tried; null to try it. */
  readonly storageSkipped: string | null;
  readonly log: Logger;
}

/** Nothing that is wrong with the fleet or the settings throws: it is in the report. */
export async function examine(examination: Examination): Promise<DoctorReport> {
  const { environment, storageSkipped, now, checks, appFolder } = examination;
  const at = now();
  const settings = readSettings(environment, { appFolder, checks, now: at });
  const tried = storageSkipped === null ? settings.storage : null;
  const { seen: witnessed, witness } = witnessOf(now);
  const [tokens, storage, pass] = await Promise.all([
    askTokens(settings.fleet?.kind === 'azure' ? settings.fleet : null, tried),
    storageSkipped === null ? trialOf(settings) : { skipped: storageSkipped },
    passOf(settings, examination, witness),
  ]);
  return diagnose({ at, settings, storage, tokens, pass, witnessed, checks });
}

async function trialOf({ storage }: SettingsSeen): Promise<Seen['storage']> {
  return storage === null ? null : tryStorage(storage);
}

/** One scrape: there is nothing to compare a second one with. */
const gatherOptions = { metricsWindowSeconds: 0 };

async function passOf(
  { fleet, logs }: SettingsSeen,
  { now, log, bounds, onProgress }: Examination,
  witness: ReturnType<typeof witnessOf>['witness'],
): Promise<Seen['pass']> {
  if (fleet === null) return null;
  const port = fleetPort(fleet, gatherOptions, memoryNotes(), undefined, witness)(log);
  return dryPass(port, { now, bounds, onProgress, ...logs });
}
