/** What `npm run package` tells of the package that it wrote. */
import { countOf, formatBytes } from '../../src/shared/format.ts';
import { type ArchivedFile, contentsOf } from './archive.ts';
import { notifyName, policyName } from './owner-files.ts';

export interface Written {
  readonly file: string;
  readonly archive: Uint8Array;
  /** How many npm packages are in the bundle. */
  readonly packages: number;
}

/** The owner's files, and the app setting that names each. */
const settings = [
  [policyName, 'POLICY_FILE'],
  [notifyName, 'NOTIFY_FILE'],
] as const;

export function packageSummary({ file, archive, packages }: Written): string {
  const contents = contentsOf(archive);
  const names = new Set(contents.map(({ name }) => name));
  const hints = settings
    .filter(([name]) => names.has(name))
    .map(([name, setting]) => `Set the app setting ${setting} to ${name}.`);
  const lines = [
    file,
    ...table([...contents.map(rowOf), ['total', formatBytes(total(contents)), formatBytes(archive.length)]]),
    `${countOf(packages, 'npm package')} in dist/main.cjs, listed in sbom.cdx.json.`,
    ...hints,
  ];
  return `${lines.join('\n')}\n`;
}

type Row = readonly [name: string, bytes: string, zippedBytes: string];

function rowOf({ name, bytes, zippedBytes }: ArchivedFile): Row {
  return [name, formatBytes(bytes), formatBytes(zippedBytes)];
}

function table(rows: readonly Row[]): readonly string[] {
  const all: readonly Row[] = [['', 'size', 'zipped'], ...rows];
  const widest = (column: 0 | 1 | 2): number => Math.max(...all.map((row) => row[column].length));
  return all.map(([name, bytes, zipped]) =>
    `  ${name.padEnd(widest(0))}  ${bytes.padStart(widest(1))}  ${zipped.padStart(widest(2))}`.trimEnd(),
  );
}

function total(contents: readonly ArchivedFile[]): number {
  return contents.reduce((sum, { bytes }) => sum + bytes, 0);
}
