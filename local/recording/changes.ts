/** What a program that judges a recording does otherwise than the one that made it. */
import type { AnyCheck } from '../../src/checks/define-check.ts';
import type { RecordingIndex } from './recording.ts';

/** The bounds of the catalogue by check and name. */
export function usualThresholds(checks: readonly AnyCheck[]): RecordingIndex['thresholds'] {
  return Object.fromEntries(
    checks
      .filter(({ thresholds }) => Object.keys(thresholds).length > 0)
      .map(({ id, thresholds }) => [
        id,
        Object.fromEntries(Object.entries(thresholds).map(([name, { value }]) => [name, value])),
      ]),
  );
}

/** Bounds that are others now, a sentence each; checks that only one of the two has are no change of a bound. */
export function changedThresholds(
  { thresholds }: Pick<RecordingIndex, 'thresholds'>,
  checks: readonly AnyCheck[],
): readonly string[] {
  return Object.entries(usualThresholds(checks)).flatMap(([check, now]) =>
    Object.entries(now).flatMap(([name, value]) => {
      const before = thresholds[check]?.[name];
      if (before === undefined || before === value) return [];
      return [`The threshold ${name} of ${check} is ${value} now; it was ${before} when this was recorded.`];
    }),
  );
}
