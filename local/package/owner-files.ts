/** What the owner of a fleet adds to the package, read as the app will read it. */
import { readFileSync } from 'node:fs';
import { UsageError } from '../../src/shared/errors.ts';
import { policyIn } from '../policy.ts';
import type { PackageArguments } from './arguments.ts';
import type { PackageFiles } from './archive.ts';

/** The names in the package: POLICY_FILE and NOTIFY_FILE name them, seen from the folder of the app. */
export const policyName = 'policy.json';
export const notifyName = 'notify.json';

/** Reads both before either is refused, so that all is said at once. Throws `UsageError`. */
export async function ownerFiles({
  policy,
  notify,
}: Pick<PackageArguments, 'policy' | 'notify'>): Promise<PackageFiles> {
  const problems = [...(await problemsOf(policyIn(policy))), ...(await problemsOf(notifyIn(notify)))];
  if (problems.length > 0) throw new UsageError(problems);
  return {
    ...(policy === null ? {} : { [policyName]: readFileSync(policy) }),
    ...(notify === null ? {} : { [notifyName]: readFileSync(notify) }),
  };
}

async function notifyIn(file: string | null): Promise<void> {
  if (file === null) return;
  const [{ checks }, { readNotifyFile }] = await Promise.all([
    import('../../src/checks/index.ts'),
    import('../../src/notify/settings/read-file.ts'),
  ]);
  // Secrets are in the settings of the app, not here.
  readNotifyFile(file, { checks, environment: null, now: new Date() });
}

async function problemsOf(reading: Promise<unknown>): Promise<readonly string[]> {
  try {
    await reading;
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.problems;
  }
}
