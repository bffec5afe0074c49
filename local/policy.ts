/** The policy file of a local run. */
import path from 'node:path';
import type { Policy } from '../src/model.ts';
import { noPolicy } from '../src/policy/current-policy.ts';
import type { Settings } from './host/expand.ts';

/** The file of the command line, else that of the setting, which is relative to the project as to the app on Azure. */
export function policyPath(
  given: string | null,
  environment: Settings,
  projectDirectory: string,
): string | null {
  const named = environment['POLICY_FILE']?.trim() ?? '';
  return given ?? (named === '' ? null : path.resolve(projectDirectory, named));
}

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
