/** From what people write to an entry as it is kept: an id of its own, and nothing that was not given. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Suppression, ThresholdOverride } from '../model.ts';
import { compareText } from '../shared/compare-text.ts';
import type { PolicySchemas } from './schema.ts';

type SuppressionGiven = z.output<PolicySchemas['SuppressionInput']>;
type ThresholdGiven = z.output<PolicySchemas['ThresholdInput']>;

export function suppressionOf({ id, owner, reason, expires, ...names }: SuppressionGiven): Suppression {
  const named = given(names);
  return { id: id ?? madeId(named), ...named, owner, reason, expires };
}

export function thresholdOf({ id, check, values, reason, ...names }: ThresholdGiven): ThresholdOverride {
  const named = { check, ...given(names) };
  return { id: id ?? madeId(named), ...named, values, ...given({ reason }) };
}

/** The same for the same names: an entry that is written anew with another end stays the same one. */
function madeId(named: Readonly<Record<string, string>>): string {
  const members = Object.entries(named).toSorted(([left], [right]) => compareText(left, right));
  const hash = createHash('sha256').update(JSON.stringify(members));
  return `${named['check'] ?? 'any'}-${hash.digest('hex').slice(0, 10)}`;
}

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

function given<const T extends Readonly<Record<string, string | undefined>>>(members: T) {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<T> & Readonly<Record<string, string>>; // Those that are there.
}
