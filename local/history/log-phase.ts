/** Between which turns of a story a stretch of its audit log lies: in one phase the same clients do the same. */
import type { Story } from '../sample/story.ts';
import { dayMilliseconds } from '../sample/time.ts';
import type { Period } from '../sample/time.ts';

/** A name for the phase; null when the story takes a turn within the stretch. */
export function logPhase(
  story: Story,
  { from, to }: { readonly from: Date; readonly to: Date },
  begun: Date,
): string | null {
  const turns = turnsOf(story).map((daysAgo) => begun.getTime() - daysAgo * dayMilliseconds);
  if (turns.some((turn) => turn > from.getTime() && turn < to.getTime())) return null;
  return String(turns.filter((turn) => turn <= from.getTime()).length);
}

/** In days before the story began. */
function turnsOf({ traffic, failedCalls, pools }: Story): readonly number[] {
  const periods: readonly Period[] = [
    ...traffic,
    ...traffic.flatMap(({ outcomes = [] }) => outcomes),
    ...failedCalls,
  ];
  const silences = pools.flatMap(({ silent = {} }) => Object.values(silent).map((hours) => hours / 24));
  return [...periods.flatMap(({ ageDays = [], endedDays = [] }) => [ageDays, endedDays].flat()), ...silences];
}
