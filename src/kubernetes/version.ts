/** A Kubernetes version without what vendors append to it. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Reads `v1.33.2`, `1.33.2` and `v1.33.2-gke.1200`; null for what is no version. */
export function parseVersion(text: string): Version | null {
  const parts = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?![.\d])/u.exec(text);
  if (parts === null) return null;
  return { major: Number(parts[1]), minor: Number(parts[2]), patch: Number(parts[3]) };
}

/** Negative when `a` is older than `b`, positive when newer, 0 when equal: for `sort`. */
export function compareVersions(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** Whether a version is of the given minor or a newer one. */
export function isAtLeast(version: Version, major: number, minor: number): boolean {
  return compareVersions(version, { major, minor, patch: 0 }) >= 0;
}
