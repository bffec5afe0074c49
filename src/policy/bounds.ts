import type { AnyCheck, Thresholds } from '../checks/define-check.ts';
import type { Threshold } from '../model.ts';
import { cleanText } from '../shared/clean-text.ts';

interface BoundProblem {
  /** Null for the values as a whole. */
  readonly name: string | null;
  /** What is wrong and what would be right. */
  readonly message: string;
}

/** What is wrong with the bounds that somebody wants to set for a check. Values that are no numbers are not looked at. */
export function boundProblems(
  { id, thresholds, ladders = [] }: Pick<AnyCheck, 'id' | 'thresholds' | 'ladders'>,
  values: Readonly<Record<string, unknown>>,
): readonly BoundProblem[] {
  const known = Object.keys(thresholds);
  if (known.length === 0) return [{ name: null, message: `The check ${id} has no thresholds to be set.` }];
  if (Object.keys(values).length === 0) {
    return [{ name: null, message: `It is empty. The thresholds of ${id} are ${inWords(thresholds)}.` }];
  }
  return [
    ...Object.entries(values).flatMap(([name, value]) => problemOf(id, thresholds, name, value)),
    ...ladders.flatMap((ladder) => disorderIn(ladder, thresholds, values)),
  ];
}

function problemOf(
  check: string,
  thresholds: Thresholds,
  name: string,
  value: unknown,
): readonly BoundProblem[] {
  const declared = Object.hasOwn(thresholds, name) ? thresholds[name] : undefined;
  if (declared === undefined) {
    const message = `The check ${check} has no threshold "${cleanText(name, 40)}". It has ${inWords(thresholds)}.`;
    return [{ name, message }];
  }
  if (typeof value !== 'number' || isRight(value, declared)) return [];
  const right = declared.unit === 'ratio' ? 'a ratio over 0 and up to 1' : `${declared.unit}, more than 0`;
  return [{ name, message: `It is ${value}. Expected ${right}, e.g. ${declared.value}.` }];
}

function isRight(value: number, { unit }: Threshold): boolean {
  return Number.isFinite(value) && value > 0 && (unit !== 'ratio' || value <= 1);
}

/** A bound that is set past its neighbour would take the milder severity away, or the worse one. */
function disorderIn(
  ladder: readonly string[],
  thresholds: Thresholds,
  values: Readonly<Record<string, unknown>>,
): readonly BoundProblem[] {
  const steps = ladder.flatMap((name) => {
    const declared = thresholds[name];
    if (declared === undefined) return [];
    const given = Object.hasOwn(values, name) ? values[name] : undefined;
    if (given === undefined) return [{ name, set: false, value: declared.value }];
    // What is wrong by itself is told already.
    return typeof given === 'number' && isRight(given, declared) ? [{ name, set: true, value: given }] : [];
  });
  return steps.slice(1).flatMap((upper, place) => {
    const lower = steps[place];
    if (lower === undefined || lower.value <= upper.value) return [];
    const [name, other] = lower.set ? [lower.name, upper] : [upper.name, lower];
    const than = `${other.value}${other.set ? '' : ' of the catalogue'}`;
    const wrong = lower.set ? `it is over the ${than}` : `it is under the ${than}`;
    return [{ name, message: `Expected ${lower.name} up to ${upper.name}: ${wrong}.` }];
  });
}

/** `medium (ratio), large (bytes)`. */
function inWords(thresholds: Thresholds): string {
  return Object.entries(thresholds)
    .map(([name, { unit }]) => `${name} (${unit})`)
    .join(', ');
}
