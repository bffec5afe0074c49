/** Receivers and the sending of mail, as people write them. */
import { z } from 'zod';
import { receiverKinds, webhookFormats } from '../../notification.ts';
import { unknownWord } from '../../shared/text-members.ts';
import {
  addressIn,
  addressMember,
  members,
  nameMember,
  namesOf,
  senderMember,
  settingMember,
  wordMember,
} from './members.ts';

/** https://learn.microsoft.com/azure/communication-services/concepts/service-limits#email */
const mostRecipients = 50;

/** Old and new one while they are changed, for a few who check them. */
const mostSecrets = 4;

const teams = members({
  name: nameMember,
  kind: z.literal('teams'),
  urlSetting: settingMember('TEAMS_PLATFORM_URL', 'the address of the workflow'),
}).describe('a channel or chat of Teams, by a workflow');

const email = members({
  name: nameMember,
  kind: z.literal('email'),
  to: namesOf(addressMember, mostRecipients),
  cc: z
    .array(addressMember, 'Expected a list of addresses.')
    .max(mostRecipients, `Expected at most ${mostRecipients}.`)
    .default([]),
})
  .superRefine(({ to, cc }, context) => {
    if (to.length + cc.length <= mostRecipients) return;
    const message = `It has ${to.length + cc.length} recipients. Expected at most ${mostRecipients} in to and cc; use a distribution list, or a second receiver.`;
    context.addIssue({ code: 'custom', message });
  })
  .describe('addresses of mail; needs mail');

const webhook = members({
  name: nameMember,
  kind: z.literal('webhook'),
  urlSetting: settingMember('INCIDENTS_URL', 'the address'),
  secretSettings: namesOf(
    settingMember('INCIDENTS_SECRET', 'a secret that signs, whsec_ and base64 of 24 to 64 bytes'),
    mostSecrets,
  ).describe('newest first; all of them sign, so that a secret can be changed without a gap'),
  format: wordMember('format', webhookFormats)
    .default('cloudEvents')
    .describe('cloudEvents: CloudEvents 1.0; commonAlert: the common alert schema of Azure Monitor'),
}).describe('an HTTPS address that is sent JSON, signed as Standard Webhooks says');

export const receiverMember = z.discriminatedUnion('kind', [teams, email, webhook], {
  error: ({ input }) => {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      return 'Expected an object, as in docs/notify.example.json.';
    }
    const kind = new Map<string, unknown>(Object.entries(input)).get('kind');
    const where = `Expected one of ${receiverKinds.join(', ')}.`;
    return typeof kind === 'string' ? unknownWord('kind of receiver', kind, receiverKinds, where) : where;
  },
});

export const mailMember = members({
  from: senderMember.describe('who sends, e.g. Fleet Auditor <fleet@example.com>'),
  replyTo: addressMember.describe('where answers go; to the sender without it').exactOptional(),
  unsubscribe: z
    .string('Expected an address, e.g. mailto:platform@example.com.')
    .max(500, 'Expected at most 500 characters.')
    .refine(
      isUnsubscribe,
      'Expected a mailto: or https: address, e.g. mailto:platform@example.com or https://wiki.example.com/fleet-mail.',
    )
    .describe('where people ask not to get it any more; mail to the sender without it')
    .exactOptional(),
  smtp: members({
    urlSetting: settingMember('SMTP_URL', 'smtps://user:password@host:port'),
  })
    .describe('sends by a mail server')
    .exactOptional(),
  communicationServices: members({
    endpoint: z
      .string('Expected an address, e.g. https://acs-fleet.europe.communication.azure.com.')
      .regex(
        /^https:\/\/[a-z0-9.-]+\.communication\.azure\.(?:com|us|cn)\/?$/iu,
        'Expected the endpoint of the resource, e.g. https://acs-fleet.europe.communication.azure.com. Its access key is not needed: the identity of the app has a role on it.',
      )
      .describe('endpoint of the resource, without its key'),
  })
    .describe('sends by Azure Communication Services, with the identity of the app')
    .exactOptional(),
}).superRefine(({ from, smtp, communicationServices }, context) => {
  if ((smtp === undefined) === (communicationServices === undefined)) {
    const has = smtp === undefined ? 'neither smtp nor' : 'both smtp and';
    const message = `It has ${has} communicationServices. Give one of them.`;
    context.addIssue({ code: 'custom', message });
  }
  if (communicationServices !== undefined && addressIn(from) !== from) {
    const message =
      'Azure Communication Services takes the address alone, e.g. fleet@example.com; the name that is shown is set at the sender of its domain (MailFrom).';
    context.addIssue({ code: 'custom', path: ['from'], message });
  }
});

function isUnsubscribe(text: string): boolean {
  if (/[\s<>,]/u.test(text)) return false;
  const url = URL.parse(text);
  if (url?.protocol === 'https:') return true;
  return url?.protocol === 'mailto:' && addressMember.safeParse(url.pathname).success;
}
