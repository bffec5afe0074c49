/** The policy that counts now: the file, which is read once, and what was decided over the API. */
import type { Policy } from '../model.ts';
import type { History } from '../store/history.ts';

/** Nobody decided anything. */
export const noPolicy: Policy = { suppressions: [], thresholds: [] };

/** How long an audit may go by what was decided before: 1,000 audits must not read the tables 2,000 times. */
const keptMs = 60_000;

type Stored = Pick<History, 'policyEntries'>;

/** Everything there is; an entry of the file stands before one of the API that has the same id. */
export async function wholePolicy(file: Policy, history: Stored): Promise<Policy> {
  const [suppressions, thresholds] = await Promise.all([
    history.policyEntries('suppressions'),
    history.policyEntries('thresholds'),
  ]);
  return {
    suppressions: [
      ...file.suppressions,
      ...suppressions.map((entry) => ({ ...entry, source: 'api' as const })),
    ],
    thresholds: [...file.thresholds, ...thresholds.map((entry) => ({ ...entry, source: 'api' as const }))],
  };
}

/** The policy without entries of the API whose id the file has too: those are shadowed. */
export function inForce({ suppressions, thresholds }: Policy): Policy {
  return { suppressions: unshadowed(suppressions), thresholds: unshadowed(thresholds) };
}

function unshadowed<T extends { readonly id: string; readonly source: string }>(
  entries: readonly T[],
): readonly T[] {
  const inFile = new Set(entries.filter(({ source }) => source === 'file').map(({ id }) => id));
  return entries.filter(({ id, source }) => source === 'file' || !inFile.has(id));
}

/** Gives the policy in force, at most a minute old; asked by many at once, it is read once. */
export function currentPolicy(file: Policy, history: Stored, now: () => Date): () => Promise<Policy> {
  let kept: { readonly at: number; readonly policy: Promise<Policy> } | null = null;
  return () => {
    const at = now().getTime();
    if (kept !== null && at - kept.at < keptMs && at >= kept.at) return kept.policy;
    const policy = wholePolicy(file, history).then(inForce);
    const made = { at, policy };
    kept = made;
    // A failure is told to those who wait, and asked for anew by the next.
    policy.catch(() => {
      if (kept === made) kept = null;
    });
    return policy;
  };
}
