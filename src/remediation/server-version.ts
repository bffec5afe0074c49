/** The minor of a version as API servers give it: 33 of `v1.33.2`; null when it is not a version of Kubernetes 1. */
export function minorOf(gitVersion: string): number | null {
  const minor = /^v?1\.(\d{1,3})(\D|$)/.exec(gitVersion)?.[1];
  return minor === undefined ? null : Number(minor);
}
