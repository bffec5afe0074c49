/** A webhook as people subscribe it. */
import { z } from 'zod';
import { eventKinds, webhookFormats } from '../notification.ts';
import { matchMember } from '../notify/settings/match-member.ts';
import { knownChecks } from '../policy/catalogue.ts';
import { line } from '../shared/text-members.ts';

const longestUrl = 2048;

// Messages of this one never repeat what was given: addresses hold secrets.
const url = z
  .string('Expected an address, e.g. https://hooks.example.com/fleet.')
  .max(longestUrl, `Expected at most ${longestUrl} characters.`)
  .refine(
    (text) => URL.canParse(text) && /^https?:\/\//iu.test(text),
    'It is no address. Expected one that begins with https://, e.g. https://hooks.example.com/fleet.',
  )
  .describe('where to send to; it is kept sealed, and answers show its scheme and host only');

const shape = {
  name: line('Incidents of payments', 100).describe('what people know it by'),
  format: z
    .enum(webhookFormats, `Expected one of ${webhookFormats.join(', ')}.`)
    .default('cloudEvents')
    .describe(
      '`cloudEvents`: CloudEvents 1.0 as structured JSON; `commonAlert`: the common alert schema of Azure Monitor',
    ),
  match: matchMember(knownChecks)
    .default({})
    .describe('what it is told of: all that is given has to be true; everything without it'),
  events: z
    .array(z.enum(eventKinds, `Expected some of ${eventKinds.join(', ')}.`), 'Expected a list.')
    .min(1, 'It is empty, and so nothing would ever be sent. Leave it out, or name some.')
    .max(eventKinds.length, `Expected at most ${eventKinds.length}.`)
    .describe('kinds of events that are sent; every one without it')
    .exactOptional(),
  validate: z
    .boolean('Expected true or false.')
    .default(false)
    .describe(
      'asks the receiver first whether it wants to be sent to, by the handshake of CloudEvents (an OPTIONS request); one that does not agree is refused',
    ),
};

const paused = z.boolean('Expected true or false.');

const asObject = {
  error: ({ code }: { readonly code: string }) =>
    code === 'invalid_type' ? 'Expected an object with a name and a url.' : undefined,
};

/** To subscribe one. */
export const WebhookInput = z.strictObject(
  {
    ...shape,
    url,
    paused: paused.default(false).describe('true: nothing is sent before it is resumed'),
  },
  asObject,
);

/** To replace one: its address was never answered, so that it cannot be asked for again. */
export const WebhookChange = z.strictObject(
  {
    ...shape,
    url: url.exactOptional(),
    paused: paused
      .describe('true: nothing is sent before it is resumed; without it this stays as it is')
      .exactOptional(),
  },
  asObject,
);
