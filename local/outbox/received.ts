/** What came, as it is kept in files: valid or not kept. */
import { z } from 'zod';

const pairs = z.array(z.tuple([z.string(), z.string()])).readonly();

const common = {
  /** Sorts by time. */
  id: z.string().regex(/^\d{8}T\d{9}Z-[0-9a-f]{6}$/u),
  at: z.iso.datetime(),
  /** The receiver in the notification file, or the addresses of mail. */
  receiver: z.string(),
  /** Its subject or title; empty when it has none. */
  title: z.string(),
};

const Teams = z.object({ ...common, kind: z.literal('teams'), body: z.string() });

const Mail = z.object({
  ...common,
  kind: z.literal('mail'),
  from: z.string(),
  headers: pairs,
  /** Null when the mail has no such part. */
  html: z.string().nullable(),
  text: z.string().nullable(),
  attachments: z.array(z.object({ fileName: z.string(), type: z.string(), base64: z.string() })).readonly(),
});

const signatures = ['verified', 'wrong', 'none', 'unknownSecret'] as const;

const Webhook = z.object({
  ...common,
  kind: z.literal('webhook'),
  path: z.string(),
  headers: pairs,
  body: z.string(),
  /** `unknownSecret`: it is signed by a secret that only a subscription over the API has. */
  signature: z.enum(signatures),
  /** Why a signature is wrong. */
  why: z.string().nullable(),
});

export const Received = z.discriminatedUnion('kind', [Teams, Mail, Webhook]);
export type Received = z.infer<typeof Received>;
export type ReceivedTeams = z.infer<typeof Teams>;
export type ReceivedMail = z.infer<typeof Mail>;
export type ReceivedWebhook = z.infer<typeof Webhook>;

/** Without what the store gives it. */
type Unkept<T> = T extends unknown ? Omit<T, 'id' | 'at'> : never;
export type Incoming = Unkept<Received>;
