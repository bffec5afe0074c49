/**
 * Makes the history of the sample clusters, in a process of its own: it has its own simulators, whose clock is moved, and
 * its memory is free again afterwards. The parent sends what to make, is told of each sweep, and takes this process with it
 * when it ends.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { appCredential } from '../../src/azure/app-credential.ts';
import type { Config } from '../../src/config.ts';
import { readConfig } from '../../src/config.ts';
import type { Assembled } from '../../src/notify/assemble.ts';
import { assembleNotifications } from '../../src/notify/assemble.ts';
import { readNotifyFile } from '../../src/notify/settings/read-file.ts';
import { checks } from '../../src/checks/index.ts';
import { fleetPort } from '../../src/fleet/index.ts';
import type { LogSpan } from '../../src/model.ts';
import { messageOf } from '../../src/shared/errors.ts';
import { loggerTo } from '../../src/shared/logger.ts';
import { storageAccount } from '../../src/store/storage-account.ts';
import { memoryNotes } from '../../src/store/memory-history.ts';
import { tableHistory } from '../../src/store/table-history.ts';
import { fleetIn } from '../fleet.ts';
import { clusterIdOf } from '../sample/azure-side.ts';
import { beginningOf } from '../sample/beginning.ts';
import { startSample } from '../sample/index.ts';
import { stories } from '../sample/stories/index.ts';
import { trustAuthority } from '../sample/trust.ts';
import { sampleLogMinutes } from '../settings.ts';
import { allowTsx } from '../tsx.ts';
import { logPhase } from './log-phase.ts';
import { isMade, makeHistory } from './make.ts';
import type { HistoryProgress, HistoryRequest } from './messages.ts';
import { movedClock } from './moved-clock.ts';
import { rememberedSurveys } from './remembered-surveys.ts';

// One scrape of each API server: a second one after a window would be half of the work, and of its rates nothing is kept
// that a trend shows.
const metricsWindowSeconds = 0;

process.once('disconnect', () => process.exit());
process.once('message', (request: HistoryRequest) => {
  void make(request).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(messageOf(error));
      process.exit(1);
    },
  );
});

async function make({ directory, connectionString, days, authority }: HistoryRequest): Promise<void> {
  const notifying = notifyingBy(readConfig(process.env));
  const log = loggerTo({ info: () => undefined, warn: console.error, error: console.error });
  const begun = await beginningOf(directory, new Date());
  const clock = movedClock();
  const storage = storageAccount({ connectionString });
  const history = tableHistory({
    openTable: (name) => storage.table(name),
    onUnreadable: ({ message }) => log.error('Stored row cannot be read', { message }),
  });
  if (await isMade({ history, days, until: begun })) return;
  // Not where those of the present write theirs.
  const past = path.join(directory, 'past');
  const sample = await startSample({ directory: past, now: clock.now, begun, limits: false });
  trustAuthority(sample.authority);
  if (authority !== null) trustAuthority(authority);
  // Clients of Azure read the environment by themselves.
  Object.assign(process.env, sample.settings);
  const fleet = fleetPort(fleetIn(sample.settings), { metricsWindowSeconds }, memoryNotes(), clock)(log);
  try {
    await makeHistory({
      history,
      checks,
      fleet: { ...fleet, survey: rememberedSurveys((...given) => fleet.survey(...given), phaseAt(begun)) },
      clock,
      log,
      notifying,
      logWindowMinutes: Number(sampleLogMinutes),
      days,
      until: begun,
      onSweep: (startedAt) => tell({ day: dayOf(startedAt, days, begun) }),
    });
  } finally {
    await sample.stop();
    await rm(past, { recursive: true, force: true });
  }
}

/** Who is told of the past as it happened. */
function notifyingBy(config: Config): Assembled | null {
  if (config.notifyFile === null) return null;
  // Mail is drawn by components.
  allowTsx();
  const given = { checks, environment: process.env, now: new Date() };
  return assembleNotifications(config, readNotifyFile(config.notifyFile, given), appCredential());
}

function phaseAt(begun: Date): (clusterId: string, span: LogSpan) => string | null {
  const byId = new Map(stories.map((story) => [clusterIdOf(story).toLowerCase(), story]));
  return (clusterId, { from, to }) => {
    const story = byId.get(clusterId.toLowerCase());
    return story === undefined ? null : logPhase(story, { from: new Date(from), to: new Date(to) }, begun);
  };
}

function dayOf(time: Date, days: number, begun: Date): number {
  const ago = Math.floor((begun.getTime() - time.getTime()) / 86_400_000);
  return Math.max(0, Math.min(days, days - ago));
}

function tell(progress: HistoryProgress): void {
  process.send?.(progress);
}
