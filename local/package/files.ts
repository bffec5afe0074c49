/** Everything that the deployed app needs, made from the project. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bundle } from '../../build.mjs';
import type { PackageFiles } from './archive.ts';
import { billOfMaterials } from './bill-of-materials.ts';
import { type BundledPackage, bundledPackages, PackageLock } from './bundled-packages.ts';
import { AppManifest, manifestText } from './manifest.ts';
import { thirdPartyNotices } from './notices.ts';

export interface AppFiles {
  readonly files: PackageFiles;
  readonly packages: readonly BundledPackage[];
}

/**
 * Bundles anew, in memory: dist may be in use, or old. The source map stays out, as docs/decisions/0010 says.
 * Throws `UsageError` when the bundle holds what it should not.
 */
export async function appFiles(projectDirectory: string): Promise<AppFiles> {
  const read = (name: string): string => readFileSync(path.join(projectDirectory, name), 'utf8');
  const manifest = AppManifest.parse(JSON.parse(read('package.json')));
  const lock = PackageLock.parse(JSON.parse(read('package-lock.json')));

  const { metafile, outputFiles = [] } = await bundle(manifest.main, { write: false });
  const built = outputFiles.find((file) => file.path === path.resolve(projectDirectory, manifest.main));
  if (built === undefined) throw new Error(`The bundler made no ${manifest.main}.`);
  const packages = bundledPackages(metafile, lock);
  const texts = {
    'host.json': read('host.json'),
    LICENSE: read('LICENSE'),
    'package.json': manifestText(manifest),
    'sbom.cdx.json': billOfMaterials(manifest, packages),
    'THIRD-PARTY-NOTICES.txt': thirdPartyNotices(packages, projectDirectory),
  };
  return { files: { ...encoded(texts), [manifest.main]: built.contents }, packages };
}

function encoded(texts: Readonly<Record<string, string>>): PackageFiles {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)]));
}
