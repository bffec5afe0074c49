/** Which npm packages a bundle holds code of, from what the bundler says and what the lock file says of them. */
import type { Metafile } from 'esbuild';
import { z } from 'zod';
import { UsageError } from '../../src/shared/errors.ts';

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; null where the package names none. */
  readonly license: string | null;
  /** SHA-512 of what the registry served, in hexadecimal; null where the lock file has none. */
  readonly sha512: string | null;
  /** Seen from the project. */
  readonly folder: string;
  /** Folders of the packages whose code it imports. */
  readonly uses: readonly string[];
}

/** https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json */
export const PackageLock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      integrity: z.string().optional(),
      /** Only there for development, by itself or for others. */
      dev: z.boolean().default(false),
    }),
  ),
});

export type PackageLock = z.output<typeof PackageLock>;

/** Those with at least a byte in the bundle, by name. Throws `UsageError` for one that is there for development alone. */
export function bundledPackages({ inputs, outputs }: Metafile, lock: PackageLock): readonly BundledPackage[] {
  const bundled = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const folders = new Map<string, Set<string>>();
  for (const [file, { bytesInOutput }] of bundled) {
    const folder = folderOf(file);
    if (folder === null || bytesInOutput === 0) continue;
    const uses = folders.get(folder) ?? new Set();
    folders.set(folder, uses);
    for (const { path } of inputs[file]?.imports ?? []) {
      const used = folderOf(path);
      if (used !== null && used !== folder) uses.add(used);
    }
  }
  const packages = [...folders].map(([folder, uses]) =>
    packageOf(
      folder,
      [...uses].filter((used) => folders.has(used)),
      lock,
    ),
  );
  return packages.toSorted((left, right) => (left.folder < right.folder ? -1 : 1));
}

/** `node_modules/a/node_modules/@b/c` for a file in it; null for a file of the project. */
function folderOf(file: string): string | null {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/u.exec(file)?.[0] ?? null;
}

function packageOf(folder: string, uses: readonly string[], lock: PackageLock): BundledPackage {
  const locked = lock.packages[folder];
  if (locked?.version === undefined) {
    throw new UsageError([`${folder} is in the bundle, but not in package-lock.json. Run npm ci.`]);
  }
  if (locked.dev) {
    throw new UsageError([
      `${folder} is in the bundle, but package-lock.json has it for development alone. Make it a dependency, or keep it out in build.mjs.`,
    ]);
  }
  return {
    name: folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version: locked.version,
    license: locked.license ?? null,
    sha512: sha512Of(locked.integrity),
    folder,
    uses: uses.toSorted(),
  };
}

/** https://www.w3.org/TR/SRI/ */
function sha512Of(integrity = ''): string | null {
  const hash = /(?:^|\s)sha512-(\S+)/u.exec(integrity)?.[1];
  return hash === undefined ? null : Buffer.from(hash, 'base64').toString('hex');
}
