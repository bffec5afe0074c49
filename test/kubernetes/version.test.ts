import { describe, expect, it } from 'vitest';
import { compareVersions, isAtLeast, parseVersion } from '../../src/kubernetes/version.ts';

describe('a version', () => {
  it.each([
    ['v1.20.2', { major: 1, minor: 20, patch: 2 }],
    ['1.33.2', { major: 1, minor: 33, patch: 2 }],
    ['v1.33.2-gke.1200', { major: 1, minor: 33, patch: 2 }],
    ['v1.28.5+k3s1', { major: 1, minor: 28, patch: 5 }],
    ['v1.36.0-beta.0', { major: 1, minor: 36, patch: 0 }],
    ['v1.33', null],
    ['v1.33.2.1', null],
    ['release-1.33.2', null],
    ['', null],
  ])('%j is read as %j', (text, version) => {
    expect(parseVersion(text)).toEqual(version);
  });

  it('is ordered by number and not by text', () => {
    const texts = ['1.10.0', '2.0.0', '1.9.10', '1.9.9'];
    const versions = texts.map(parseVersion).filter((version) => version !== null);
    expect(
      versions.toSorted(compareVersions).map(({ major, minor, patch }) => `${major}.${minor}.${patch}`),
    ).toEqual(['1.9.9', '1.9.10', '1.10.0', '2.0.0']);
  });

  it.each([
    [{ major: 1, minor: 33, patch: 9 }, false],
    [{ major: 1, minor: 34, patch: 0 }, true],
    [{ major: 2, minor: 0, patch: 0 }, true],
  ])('%j is at least 1.34: %s', (version, expected) => {
    expect(isAtLeast(version, 1, 34)).toBe(expected);
  });
});
