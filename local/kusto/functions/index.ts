/** Every scalar function the interpreter has, by name. */
import { clock } from './clock.ts';
import { conditions } from './conditions.ts';
import { conversions } from './conversion.ts';
import type { ScalarFunction } from './define.ts';
import { dynamics } from './dynamic.ts';
import { numbers } from './numbers.ts';
import { regularExpressions } from './regular-expressions.ts';
import { texts } from './text.ts';

export const functions: ReadonlyMap<string, ScalarFunction> = new Map(
  Object.entries({
    ...clock,
    ...conditions,
    ...conversions,
    ...dynamics,
    ...numbers,
    ...regularExpressions,
    ...texts,
  }),
);
