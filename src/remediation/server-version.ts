import { parseVersion } from '../kubernetes/version.ts';

/** The minor of a version as API servers give it: 33 of `v1.33.2`; null when it is not a version of Kubernetes 1. */
export function minorOf(gitVersion: string): number | null {
  const version = parseVersion(gitVersion);
  return version?.major === 1 ? version.minor : null;
}
