/** What moves in a story: figures that grow, and things that are there for a while. All follow from one moment. */

/** When a story is looked at: everything that moves in it follows from these two. */
export interface Moment {
  readonly now: Date;
  /** When the story began; kept over restarts of the sample, so that its clusters go on where they were. */
  readonly begun: Date;
}

/** From and until when something is there, in days before the story began; without an end of it, always. */
export interface Period {
  readonly ageDays?: number;
  readonly endedDays?: number;
}

/** A figure that grows evenly: `at` when the story begins, `perDay` more each day, never beyond `limit`. */
export interface Growth {
  readonly at: number;
  readonly perDay?: number;
  readonly limit?: number;
  /** Sudden changes before the story began: so much more, or less, than just before. */
  readonly steps?: readonly { readonly daysAgo: number; readonly by: number }[];
}

export type Amount = number | Growth;

export const dayMilliseconds = 86_400_000;

export function daysBefore(date: Date, days: number): Date {
  return new Date(date.getTime() - days * dayMilliseconds);
}

/** The figure at a moment, with its fraction. */
export function grownTo({ at, perDay = 0, limit = Infinity, steps = [] }: Growth, moment: Moment): number {
  const days = daysSinceBegun(moment);
  const stillToCome = steps.filter(({ daysAgo }) => days < -daysAgo);
  const figure = at + perDay * days - stillToCome.reduce((sum, { by }) => sum + by, 0);
  return Math.max(0, Math.min(limit, figure));
}

/** The whole figure at a moment. */
export function amountAt(amount: Amount, moment: Moment): number {
  return typeof amount === 'number' ? amount : Math.floor(grownTo(amount, moment));
}

/** Whether something is there at a moment. */
export function isThere({ ageDays = Infinity, endedDays = -Infinity }: Period, moment: Moment): boolean {
  const days = daysSinceBegun(moment);
  return days >= -ageDays && days < -endedDays;
}

/** Milliseconds since the epoch: from when on something is there, and from when on it is gone. */
export function timesOf(
  { ageDays = Infinity, endedDays = -Infinity }: Period,
  begun: Date,
): { readonly from: number; readonly to: number } {
  return {
    from: begun.getTime() - ageDays * dayMilliseconds,
    to: begun.getTime() - endedDays * dayMilliseconds,
  };
}

function daysSinceBegun({ now, begun }: Moment): number {
  return (now.getTime() - begun.getTime()) / dayMilliseconds;
}
