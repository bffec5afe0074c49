import { UsageError } from '../../src/shared/errors.ts';

export type Settings = Readonly<Record<string, string | undefined>>;

/** Replaces `%NAME%` by the app setting of that name. Throws `UsageError` that names the function and an example. */
export function expandSettings(text: string, settings: Settings, usedBy: string, example: string): string {
  return text.replaceAll(/%([^%]+)%/gu, (_match, name: string) => {
    const value = settings[name];
    if (value !== undefined && value.trim() !== '') return value.trim();
    throw new UsageError([
      `${usedBy} uses the setting ${name}, which is not set. Set it to e.g. ${example}.`,
    ]);
  });
}
