/** Members of the notification file, each with what would be right in its message. */
import { z } from 'zod';
import { isTimeZone } from '../../shared/local-time.ts';
import { knownWord, line, unknownWord } from '../../shared/text-members.ts';
import { objectErrors } from '../../shared/written-file.ts';

/** Most entries of a kind, and most names in one of them. */
const mostEntries = 200;
const mostNames = 50;

/** An object that has these members and no others. */
export function members<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, { error: objectErrors(Object.keys(shape), 'docs/notify.example.json') });
}

export const nameMember = z
  .string('Expected a name, e.g. platform-teams.')
  .regex(
    /^(?!wh-)[a-z0-9][a-z0-9-]{0,63}$/u,
    'Expected up to 64 lower-case letters, digits and dashes, e.g. platform-teams, and not wh- at the beginning, by which subscriptions of the API are known.',
  )
  .describe('unique among the entries of its kind');

export function entriesOf<T extends z.ZodType>(entry: T) {
  return z
    .array(entry, 'Expected a list.')
    .max(mostEntries, `Expected at most ${mostEntries} entries.`)
    .default([]);
}

/** An empty list would be about nothing: nobody would ever be told. */
export function namesOf<T extends z.ZodType>(name: T, most = mostNames) {
  return z
    .array(name, 'Expected a list.')
    .min(1, 'It is empty. Name something, or leave it out.')
    .max(most, `Expected at most ${most}.`);
}

export const receiversMember = z
  .array(z.string('Expected the name of a receiver.'), 'Expected a list of names of receivers.')
  .min(1, 'It is empty, and so nobody would be told. Name at least one receiver.')
  .max(mostNames, `Expected at most ${mostNames}.`)
  .describe('names of receivers');

/** The name of an app setting, which holds what must not be in a file. */
export function settingMember(example: string, holds: string) {
  return z
    .string(`Expected the name of an app setting, e.g. ${example}.`)
    .regex(
      /^[A-Za-z_][A-Za-z0-9_]{0,127}$/u,
      `Expected the name of an app setting: letters, digits and _, e.g. ${example}. What is secret does not belong in the file.`,
    )
    .describe(`name of the app setting that holds ${holds}; a Key Vault reference keeps it secret`);
}

const address = z.email();

/** `fleet@example.com` alone. */
export const addressMember = z
  .string('Expected an address, e.g. platform@example.com.')
  .trim()
  .max(254, 'Expected at most 254 characters.')
  .refine(
    (text) => address.safeParse(text).success,
    'It is no address of mail. Expected e.g. platform@example.com.',
  );

/** `Fleet Auditor <fleet@example.com>`, or the address alone. */
export const senderMember = line('Fleet Auditor <fleet@example.com>', 300).refine(
  (text) => address.safeParse(addressIn(text)).success,
  'It is no address of mail. Expected e.g. Fleet Auditor <fleet@example.com>, or the address alone.',
);

export function addressIn(sender: string): string {
  return /^[^<>]*<([^<>]+)>$/u.exec(sender)?.[1]?.trim() ?? sender;
}

export const timeZoneMember = z
  .string('Expected a time zone, e.g. Europe/Berlin.')
  .superRefine((name, context) => {
    if (isTimeZone(name)) return;
    const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
    const where = 'Expected a name of the IANA, e.g. Europe/Berlin or UTC.';
    context.addIssue({ code: 'custom', message: unknownWord('time zone', name, zones, where) });
  })
  .describe('name of the IANA, e.g. Europe/Berlin');

const timeForm = 'a time with hours and minutes, from 00:00 to 23:59, e.g. 22:00';

export const timeMember = z
  .string(`Expected ${timeForm}.`)
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, `Expected ${timeForm}. Midnight is 00:00.`);

/** A moment, which says how far its clock is from UTC. */
export function momentMember(what: string) {
  return z.iso
    .datetime({
      offset: true,
      error: 'Expected a time with its distance from UTC, e.g. 2027-03-31T22:00:00+02:00.',
    })
    .transform((text) => new Date(text).toISOString())
    .describe(what);
}

export function wordMember<const Word extends string>(what: string, words: readonly Word[]) {
  return knownWord(what, words, `Expected one of ${words.join(', ')}.`);
}

export function wholeNumber(least: number, most: number, example: number) {
  const message = `Expected a whole number from ${least} to ${most}, e.g. ${example}.`;
  return z.int(message).min(least, message).max(most, message);
}

export function flagMember() {
  return z.boolean('Expected true or false.').default(false);
}
