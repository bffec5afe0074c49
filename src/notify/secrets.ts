/** Secrets of subscriptions: sealed before they are stored, and opened only to sign or to send. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { UsageError } from '../shared/errors.ts';

export interface Sealer {
  /** AES-256-GCM by the first key; the text that is stored. `purpose` is bound in: what was sealed for another cannot be opened. */
  seal(secret: string, purpose: string): string;
  /** Throws `UsageError` when no key opens it, with what to do. */
  open(sealed: string, purpose: string): string;
}

/** Of 32 bytes each: the one that seals, then the one of before. */
export type SecretKeys = readonly [Uint8Array, ...Uint8Array[]];

const version = 's1';
const cipher = 'aes-256-gcm';
const keyBytes = 32;
// What GCM is made for: https://csrc.nist.gov/pubs/sp/800/38/d/final, and the whole tag.
const nonceBytes = 12;
const tagBytes = 16;

/**
 * The first key seals, all open: the second is the one of before, while secrets that it sealed are still stored. What is
 * stored is `s1.<id of the key>.<nonce, ciphertext and tag in base64url>`.
 */
export function sealerOf(keys: SecretKeys): Sealer {
  const byId = new Map(keys.map((key) => [idOf(key), key]));
  const [first] = keys;

  return {
    seal(secret, purpose) {
      const nonce = randomBytes(nonceBytes);
      const keyId = idOf(first);
      const sealing = createCipheriv(cipher, first, nonce).setAAD(boundTo(keyId, purpose));
      const ciphertext = Buffer.concat([sealing.update(secret, 'utf8'), sealing.final()]);
      const body = Buffer.concat([nonce, ciphertext, sealing.getAuthTag()]);
      return `${version}.${keyId}.${body.toString('base64url')}`;
    },

    open(sealed, purpose) {
      const [, keyId = '', base64 = ''] = /^s1\.([0-9a-f]{16})\.([\w-]+)$/.exec(sealed) ?? [];
      const body = Buffer.from(base64, 'base64url');
      if (body.length < nonceBytes + tagBytes)
        throw new UsageError([`${whatIsStored} is not sealed. ${anew}`]);
      const key = byId.get(keyId);
      if (key === undefined)
        throw new UsageError([
          `${whatIsStored} was sealed with a key that is neither WEBHOOK_SECRET_KEY nor WEBHOOK_SECRET_KEY_PREVIOUS. ` +
            'Set WEBHOOK_SECRET_KEY_PREVIOUS to the key of before, or give the webhook a new address and a new secret.',
        ]);
      const opening = createDecipheriv(cipher, key, body.subarray(0, nonceBytes), { authTagLength: tagBytes })
        .setAAD(boundTo(keyId, purpose))
        .setAuthTag(body.subarray(-tagBytes));
      try {
        const ciphertext = body.subarray(nonceBytes, -tagBytes);
        return Buffer.concat([opening.update(ciphertext), opening.final()]).toString('utf8');
      } catch {
        throw new UsageError([
          `${whatIsStored} was changed in the storage, or belongs to another webhook. ${anew}`,
        ]);
      }
    },
  };
}

const whatIsStored = 'The stored secret of a webhook';
const anew = 'Give the webhook a new address and a new secret.';

/** Tells keys apart and tells nothing about them. */
function idOf(key: Uint8Array): string {
  return createHash('sha256').update('aks-fleet-auditor key id\0').update(key).digest('hex').slice(0, 16);
}

function boundTo(keyId: string, purpose: string): Buffer {
  return Buffer.from(JSON.stringify([version, keyId, purpose]), 'utf8');
}

/** Reads WEBHOOK_SECRET_KEY and WEBHOOK_SECRET_KEY_PREVIOUS; null when neither is set or one is wrong. Sentences never quote a key. */
export function secretKeysOf(
  current: string | null,
  previous: string | null,
): { readonly keys: SecretKeys | null; readonly problems: readonly string[] } {
  const problems = [
    ...(current === null ? [] : problemsOfKey('WEBHOOK_SECRET_KEY', current)),
    ...(previous === null ? [] : problemsOfKey('WEBHOOK_SECRET_KEY_PREVIOUS', previous)),
    ...(current === null && previous !== null
      ? [
          `WEBHOOK_SECRET_KEY_PREVIOUS is set, but WEBHOOK_SECRET_KEY is not. Set WEBHOOK_SECRET_KEY to a new key: ${makeKey}.`,
        ]
      : []),
  ];
  if (problems.length > 0 || current === null) return { keys: null, problems };
  const older = previous === null || previous === current ? [] : [Buffer.from(previous, 'base64')];
  return { keys: [Buffer.from(current, 'base64'), ...older], problems };
}

const makeKey = 'openssl rand -base64 32';

function problemsOfKey(name: string, text: string): readonly string[] {
  const remedy = `It must be ${keyBytes} random bytes in base64, as made by: ${makeKey}.`;
  const bytes = base64Bytes(text);
  if (bytes === null) return [`${name} is not base64. ${remedy}`];
  return bytes === keyBytes ? [] : [`${name} has ${bytes} bytes. ${remedy}`];
}

const signingPrefix = 'whsec_';

/** A new secret for the signatures of a webhook, in the form of Standard Webhooks. */
export function newSigningSecret(): string {
  return signingPrefix + randomBytes(keyBytes).toString('base64');
}

/**
 * What is wrong with a secret that somebody else made, without quoting it; null when nothing is.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme
 */
export function signingSecretProblem(secret: string): string | null {
  const remedy =
    'It must be whsec_ and 24 to 64 random bytes in base64, as made by: echo "whsec_$(openssl rand -base64 32)".';
  if (!secret.startsWith(signingPrefix)) return `The signing secret does not begin with whsec_. ${remedy}`;
  const bytes = base64Bytes(secret.slice(signingPrefix.length));
  if (bytes === null) return `The signing secret is not base64 behind whsec_. ${remedy}`;
  return bytes >= 24 && bytes <= 64 ? null : `The signing secret has ${bytes} bytes. ${remedy}`;
}

/** How many bytes a text is; null when it is no base64, which Node's reader would not mind. */
function base64Bytes(text: string): number | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes.length : null;
}
