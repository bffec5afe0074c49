/** The app settings, read one by one; what is wrong with any is remembered until all are read. */
import { scheduleProblem } from '../shared/schedule.ts';
import { type SettingName, type SettingOf, type WordOf, settingCatalogue } from './catalogue.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export function settingsOf(environment: Environment) {
  const problems: string[] = [];

  function optional(name: SettingName): string | null {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? null : value;
  }

  function required(name: SettingName, example: string): string {
    const value = optional(name);
    if (value === null) problems.push(`${name} is not set. Set it to e.g. ${example}.`);
    return value ?? '';
  }

  function list(name: SettingOf<'list'>): readonly string[] | null {
    const items = (optional(name) ?? '').split(',').map((item) => item.trim());
    const given = items.filter((item) => item !== '');
    return given.length === 0 ? null : given;
  }

  function schedule(name: SettingOf<'schedule'>): string {
    const { example, fallback } = settingCatalogue[name];
    const expression = fallback === null ? required(name, example) : (optional(name) ?? fallback);
    const why = expression === '' ? null : scheduleProblem(expression);
    if (why !== null) problems.push(`${name} is "${expression}", but ${why}. Set it to e.g. ${example}.`);
    return expression;
  }

  function integer(name: SettingOf<'integer'>): number {
    const { least, most, fallback } = settingCatalogue[name];
    const text = optional(name);
    if (text === null) return fallback;
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    problems.push(
      `${name} is "${text}", but it must be a whole number from ${least} to ${most}. Set it to e.g. ${fallback}.`,
    );
    return fallback;
  }

  function oneOf<Name extends SettingOf<'choice'>>(name: Name): WordOf<Name> {
    const { words } = settingCatalogue[name];
    return wordOf(name, words);
  }

  function flag(name: SettingOf<'flag'>): boolean {
    return wordOf(name, ['false', 'true']) === 'true';
  }

  function wordOf<const Word extends string>(name: SettingName, words: readonly [Word, ...Word[]]): Word {
    const text = optional(name);
    if (text === null) return words[0];
    const found = words.find((word) => word.toLowerCase() === text.toLowerCase());
    if (found === undefined)
      problems.push(`${name} is "${text}", but it must be one of ${words.join(', ')}.`);
    return found ?? words[0];
  }

  return { problems, optional, required, list, schedule, integer, oneOf, flag };
}

export type Settings = ReturnType<typeof settingsOf>;
