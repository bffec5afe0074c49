/** The licences of the bundled packages: most of them want to be handed on with the code. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BundledPackage } from './bundled-packages.ts';

const line = '-'.repeat(80);

/** Reads the licence files from the folders of the packages. */
export function thirdPartyNotices(packages: readonly BundledPackage[], projectDirectory: string): string {
  const notices = packages.map((bundled) => {
    const texts = licenceTexts(path.join(projectDirectory, bundled.folder));
    const text = texts.length > 0 ? texts.join('\n\n') : withoutText(bundled);
    return `${line}\n${bundled.name} ${bundled.version} (${bundled.license ?? 'no licence named'})\n\n${text}\n`;
  });
  return ['dist/main.cjs holds code of these packages.\n', ...notices].join('\n');
}

function withoutText({ license }: BundledPackage): string {
  return `The package has no licence file. ${license === null ? 'Its author names none.' : `Its package.json names ${license}.`}`;
}

function licenceTexts(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /^(?:licen[cs]e|notice|copying)(?:[.-]|$)/iu.test(name))
    .toSorted()
    .map((name) => readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}
