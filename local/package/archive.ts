/** The files of a package as a zip; the same files give the same bytes, whenever and wherever. */
import { type UnzipFileInfo, unzipSync, zipSync } from 'fflate';

/** By path from the folder of the app. */
export type PackageFiles = Readonly<Record<string, Uint8Array>>;

/** Unix, so that the permissions below are read: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT §4.4.2 */
const unix = 3;
const readableFile = 0o100644 << 16;

export function archiveOf(files: PackageFiles): Uint8Array {
  const entries = Object.keys(files)
    .toSorted()
    .map((name) => [name, files[name]] as const);
  return zipSync(Object.fromEntries(entries) as PackageFiles, {
    level: 9,
    // The first moment that a zip can name. It names local time, so this is the same in every time zone.
    mtime: new Date(1980, 0, 1),
    os: unix,
    attrs: readableFile,
  });
}

export interface ArchivedFile {
  readonly name: string;
  readonly bytes: number;
  readonly zippedBytes: number;
}

/** What is in an archive, from the archive itself. */
export function contentsOf(archive: Uint8Array): readonly ArchivedFile[] {
  const contents: ArchivedFile[] = [];
  const note = ({ name, originalSize, size }: UnzipFileInfo): boolean => {
    contents.push({ name, bytes: originalSize, zippedBytes: size });
    return false;
  };
  unzipSync(archive, { filter: note });
  return contents;
}
