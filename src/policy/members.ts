/** Members that entries of the policy have in common, each with what would be right in its message. */
import { z } from 'zod';
import { dayMs } from '../shared/durations.ts';
import { clusterPatternMeaning, line, patternMember } from '../shared/text-members.ts';

/** Most entries of a kind in a file, and over the API. */
export const mostEntries = 500;

/** Longest time that a suppression may last: it is to be looked at again once a year. */
const mostDays = 366;

export const idMember = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,63}$/u,
    'Expected up to 64 lower-case letters, digits and dashes, e.g. shop-etcd-2026.',
  )
  .describe('unique among the entries of its kind; made of what the entry names without it');

export const resourceMember = particularPattern('Webhook/*').describe(
  'pattern of kind/namespace/name, or of kind/name where there is no namespace; * stands for any text, ? for one character, and case is not heeded',
);

export const clusterMember = particularPattern('aks-test-*').describe(clusterPatternMeaning);

export const ownerMember = line('team-shop@example.com', 100).describe('who decided it, and can be asked');

export const reasonMember = line('The import ends in March; see ticket 4711.', 500).describe(
  'why, for people',
);

/** With a time now, one that is too far ahead is wrong; without it the schema is the same at every time. */
export function expiresMember(now: Date | null) {
  return z
    .union(
      [z.iso.datetime({ offset: true }), z.iso.date()],
      'Expected the day or the time when it stops working, e.g. 2027-03-31 or 2027-03-31T17:00:00Z.',
    )
    .transform((text) => new Date(text).toISOString())
    .superRefine((expires, context) => {
      const message = now === null ? null : tooFarAhead(expires, now);
      if (message !== null) context.addIssue({ code: 'custom', message });
    })
    .describe(`when it stops working, at most ${mostDays} days ahead; a day is its beginning in UTC`);
}

/** What is wrong with the end of a suppression; null when nothing is. One that is over may well be in a file. */
export function tooFarAhead(expires: string, now: Date): string | null {
  const latest = new Date(now.getTime() + mostDays * dayMs).toISOString();
  if (expires <= latest) return null;
  return `It is ${expires}, more than ${mostDays} days ahead. Expected ${latest.slice(0, 10)} at the latest.`;
}

function particularPattern(example: string) {
  return patternMember(example).refine(
    (text) => text === '' || text.replaceAll('*', '') !== '',
    'It names everything. Leave it out, or name less.',
  );
}
