import type { Lookup } from '../../src/notify/guard/resolve.ts';

/** A DNS that knows these names alone. */
export function lookupOf(names: Readonly<Record<string, readonly string[]>>): Lookup {
  return async (name: string) => {
    const addresses = names[name];
    if (addresses === undefined) throw Object.assign(new Error(name), { code: 'ENOTFOUND' });
    return addresses.map((address) => ({ address }));
  };
}
