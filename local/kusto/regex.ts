/** Regular expressions of Kusto (RE2) as far as JavaScript means the same by them. */
import { constantOf, type Call, type Expression } from './expression.ts';

const known = new Map<string, RegExp>();

/** The expression of a constant argument. Without `g`, so that `test` keeps no state. */
export function regexOf(argument: Expression | undefined, flags: '' | 'g', call: Call): RegExp {
  const pattern = constantOf(argument, call);
  if (typeof pattern !== 'string')
    return call.semanticError(`${call.name}: the regular expression is not a string`);
  const key = `${flags}/${pattern}`;
  const cached = known.get(key);
  if (cached !== undefined && flags === '') return cached;
  const regex = translate(pattern, flags, call);
  known.set(key, regex);
  return regex;
}

function translate(pattern: string, flags: string, call: Call): RegExp {
  const inline = /^\(\?([ims]+)\)/.exec(pattern);
  const body = pattern.slice(inline?.[0].length ?? 0).replaceAll('(?P<', '(?<');
  // Look-around and back references are not in RE2; the rest is written otherwise in JavaScript.
  if (/\(\?(?:=|!|<=|<!|[a-zA-Z-]+[:)])|\\[1-9AzQEpPC]/.test(body)) {
    return call.unsupported(`the regular expression ${pattern}`);
  }
  try {
    return new RegExp(body, `${flags}${inline?.[1] ?? ''}`);
  } catch {
    return call.semanticError(`${call.name}: invalid regular expression ${pattern}`);
  }
}
