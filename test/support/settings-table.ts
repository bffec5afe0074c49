/** The settings in `docs/operations.md`, from the catalogue that the readers use. */
import type { Setting } from '../../src/config/catalogue.ts';
import { settingCatalogue, settingGroups } from '../../src/config/catalogue.ts';

export function settingsTable(): string {
  const all: readonly (readonly [string, Setting])[] = Object.entries(settingCatalogue);
  return settingGroups
    .map((group) =>
      section(
        group,
        all.filter(([, setting]) => setting.group === group),
      ),
    )
    .join('\n\n');
}

function section(group: string, settings: readonly (readonly [string, Setting])[]): string {
  const rows = settings.map(
    ([name, setting]) =>
      `| \`${name}\`${marks[setting.setBy]} | ${setting.meaning} | ${valueOf(setting)} | ${defaultOf(setting)} |`,
  );
  return [
    `#### ${group}`,
    '',
    '| setting | meaning | value | without it |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

const marks: Readonly<Record<Setting['setBy'], string>> = { deployment: '', hand: ' ✋', platform: ' ☁' };

function valueOf(setting: Setting): string {
  const { kind } = setting;
  if (kind === 'flag') return '`true` or `false`';
  if (kind === 'integer') return `${grouped(setting.least)} to ${grouped(setting.most)} ${setting.unit}`;
  if (kind === 'choice') return setting.words.map((word) => `\`${word}\``).join(', ');
  if (kind === 'schedule') return `six fields, e.g. \`${setting.example}\``;
  return `${kind === 'list' ? 'separated by commas, ' : ''}e.g. \`${setting.example}\``;
}

function defaultOf(setting: Setting): string {
  const { kind } = setting;
  if (kind === 'flag') return '`false`';
  if (kind === 'integer') return grouped(setting.fallback);
  if (kind === 'choice') return `\`${setting.words[0]}\``;
  if (kind === 'schedule') return setting.fallback === null ? 'must be set' : `\`${setting.fallback}\``;
  return setting.without;
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
