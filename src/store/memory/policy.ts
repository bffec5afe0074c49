import type { History, PolicyEntries, PolicyKind } from '../history.ts';
import { inKeyOrder } from './rows.ts';

/** What people decided, for as long as the process lives. */
export function memoryPolicy(): Pick<
  History,
  'policyEntries' | 'addPolicyEntry' | 'replacePolicyEntry' | 'removePolicyEntry'
> {
  const kinds: { readonly [K in PolicyKind]: Map<string, PolicyEntries[K]> } = {
    suppressions: new Map(),
    thresholds: new Map(),
  };

  return {
    async policyEntries(kind) {
      return inKeyOrder(kinds[kind]).map(([, entry]) => entry);
    },
    async addPolicyEntry(kind, entry) {
      const entries = kinds[kind];
      if (entries.has(entry.id)) return false;
      entries.set(entry.id, entry);
      return true;
    },
    async replacePolicyEntry(kind, entry) {
      const entries = kinds[kind];
      if (!entries.has(entry.id)) return false;
      entries.set(entry.id, entry);
      return true;
    },
    async removePolicyEntry(kind, id) {
      return kinds[kind].delete(id);
    },
  };
}
