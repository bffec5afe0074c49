/** The policy file of a local run. */
import type { Policy } from '../src/model.ts';
import { noPolicy } from '../src/policy/current-policy.ts';

/** Reads it, so that what is wrong is said before anything is started. Throws `UsageError`. */
export async function policyIn(file: string | null): Promise<Policy> {
  if (file === null) return noPolicy;
  // Loaded when it is needed: the catalogue is large for a start.
  const [{ checks }, { readPolicyFile }] = await Promise.all([
    import('../src/checks/index.ts'),
    import('../src/policy/read-policy.ts'),
  ]);
  return readPolicyFile(file, checks, new Date());
}
