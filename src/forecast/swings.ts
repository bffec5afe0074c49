import { valueOf, type Course } from './course.ts';
import type { Basis } from './basis.ts';
import { grows } from './band.ts';
import { fitOf } from './fit.ts';
import { median, type Point } from './statistics.ts';
import { sum } from '../shared/sum.ts';

/** What is known of a figure that goes up and comes back, again and again. */
export interface Swings {
  /** How often it came back. */
  readonly times: number;
  readonly since: number;
  /** When it last came back. */
  readonly last: number;
  /** Where its highs and lows go; undefined when they neither rise nor sink. */
  readonly envelope: Basis | undefined;
}

/** A swing is at least this many noises high, and this part of the whole range. */
const leastNoises = 4;
const leastPart = 0.2;

/** How much higher, in swings, or longer than all before it the newest rise is when it does not come back any more. */
const higher = 0.25;
const longer = 1.5;

/**
 * Recognizes saw-teeth: etcd's file grows until it is defragmented, a namespace fills until it is swept. A line
 * through the newest tooth would reach any bound; what counts is where the highs and lows go. Undefined when the
 * figure did not come back twice, or when the newest tooth is past the habit of all before it: then nothing says that
 * it will come back.
 */
export function swingsOf(course: Course): Swings | undefined {
  const turns = turnsOf(course);
  const end = turns.at(-1);
  const start = turns.at(-2);
  const oldest = turns[0];
  if (end === undefined || start === undefined || oldest === undefined) return undefined;
  const up = Math.sign(end.v - start.v);
  // Seen from the end: `start` is a low, the one before it a high, when the newest way goes up.
  const before = turns.slice(0, -1);
  const lows = before.filter((_, i) => (before.length - 1 - i) % 2 === 0 && i > 0);
  const highs = before.filter((_, i) => (before.length - 1 - i) % 2 === 1);
  const times = lows.length;
  if (times < 2) return undefined;

  const falls = lows.map((low, i) => up * ((highs[i + highs.length - lows.length]?.v ?? 0) - low.v));
  const height = median(falls);
  const rise = up * (start.v - oldest.v) + sum(falls);
  if (sum(falls) < rise / 2) return undefined;
  const peak = Math.max(...highs.map(({ v }) => up * v));
  const longest = Math.max(...lows.slice(1).map(({ t }, i) => t - (lows[i]?.t ?? t)));
  if (up * end.v > peak + higher * height || end.t - start.t > longer * longest) return undefined;

  const found = { times, since: oldest.t, last: start.t };
  if (times === 2) {
    const apart = Math.abs((lows[1]?.v ?? 0) - (lows[0]?.v ?? 0));
    return apart <= higher * height ? { ...found, envelope: undefined } : undefined;
  }
  const [upper, lower] = up > 0 ? [highs, lows] : [lows, highs];
  const fit = fitOf([upper, lower], upper);
  const envelope = fit.slope < 0 ? fitOf([upper, lower], lower) : fit;
  return { ...found, envelope: grows(envelope) ? { fit: envelope, since: oldest.t } : undefined };
}

/** Where the lines change their direction by more than the noise, with the first and the last point. */
function turnsOf({ legs, scatter }: Course): readonly Point[] {
  const path = legs.flatMap(({ points, line }) =>
    [points[0], points.at(-1)].flatMap((point) => (point ? [{ t: point.t, v: valueOf(line, point.t) }] : [])),
  );
  const values = path.map(({ v }) => v);
  const least = Math.max(
    leastNoises * scatter.noise,
    leastPart * (Math.max(...values) - Math.min(...values)),
  );
  const turns: Point[] = path.slice(0, 1);
  let direction = 0;
  // The farthest point in the direction of the moment; it becomes a turn when the way back is long enough.
  let farthest = path[0];
  for (const point of path) {
    if (farthest === undefined) continue;
    const way = point.v - farthest.v;
    if (direction === 0 ? Math.abs(way) >= least : way * direction > 0) {
      direction = Math.sign(way);
      farthest = point;
    } else if (direction !== 0 && way * direction <= -least) {
      turns.push(farthest);
      direction = -direction;
      farthest = point;
    }
  }
  const end = path.at(-1);
  return end === undefined ? turns : [...turns, end];
}
