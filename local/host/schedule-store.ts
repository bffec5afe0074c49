/** Remembers when each timer ran, so that a tick missed while the host was down is noticed. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const ScheduleStatus = z.object({
  /** Start of the last run; null before the first. */
  last: z.iso.datetime().nullable(),
  next: z.iso.datetime(),
  lastUpdated: z.iso.datetime(),
});
export type ScheduleStatus = z.infer<typeof ScheduleStatus>;

const Statuses = z.record(z.string(), ScheduleStatus);

export interface ScheduleStore {
  read(functionName: string): ScheduleStatus | null;
  write(functionName: string, status: ScheduleStatus): void;
}

/** Keeps the statuses of all timers in one small file, replaced as a whole so that it is never half written. */
export function scheduleStore(file: string): ScheduleStore {
  const statuses = new Map(Object.entries(readStatuses(file)));
  return {
    read: (name) => statuses.get(name) ?? null,
    write: (name, status) => {
      statuses.set(name, status);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(statuses), null, 2));
      renameSync(`${file}.new`, file);
    },
  };
}

/** No file is a first start; a damaged one costs the memory of a missed tick and nothing else. */
function readStatuses(file: string): z.infer<typeof Statuses> {
  try {
    return Statuses.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
