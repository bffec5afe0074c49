/** Where people read on, what may be sent to within the network, and the keys that seal the secrets of webhooks. */
import { privateHostProblem } from '../notify/guard/private-hosts.ts';
import type { SecretKeys } from '../notify/secrets.ts';
import { secretKeysOf } from '../notify/secrets.ts';
import type { Settings } from './settings.ts';

export interface NotifyConfig {
  /** Receivers and rules; a path, relative to the folder of the app; null for none. */
  readonly notifyFile: string | null;
  /** Address of the app, without a slash at its end; null when it is not known. */
  readonly publicUrl: string | null;
  /** Host names and IP addresses that may be sent to although they are private. */
  readonly notifyPrivateHosts: readonly string[];
  /** The first seals, all open; null when nothing can be subscribed. */
  readonly webhookSecretKeys: SecretKeys | null;
}

export function notifyConfig(settings: Settings): NotifyConfig {
  return {
    notifyFile: settings.optional('NOTIFY_FILE'),
    publicUrl: publicUrlOf(settings),
    notifyPrivateHosts: privateHosts(settings),
    webhookSecretKeys: sealingKeys(settings),
  };
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u;

function publicUrlOf(settings: Settings): string | null {
  const given = settings.optional('PUBLIC_URL');
  if (given === null) return ofPlatform(settings);
  const url = URL.parse(given);
  if (url === null || !isPublic(url)) {
    settings.problems.push(
      'PUBLIC_URL must be the address of the app: https:// and a host (http:// on this machine only), without user, query and fragment. Set it to e.g. https://auditor.example.com.',
    );
    return null;
  }
  return url.href.replace(/\/+$/u, '');
}

function isPublic({ protocol, hostname, username, password, search, hash }: URL): boolean {
  const isWeb = protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname));
  return isWeb && [username, password, search, hash].every((part) => part === '');
}

/** The local host of the Core Tools sets it too, and serves no https. */
function ofPlatform(settings: Settings): string | null {
  const host = settings.optional('WEBSITE_HOSTNAME');
  const url = host === null ? null : URL.parse(`https://${host}`);
  if (url === null) return null;
  return loopback.test(url.hostname) ? `http://${url.host}` : url.origin;
}

function privateHosts(settings: Settings): readonly string[] {
  const hosts = settings.list('NOTIFY_PRIVATE_HOSTS') ?? [];
  const shown = hosts.map(withoutSecret);
  for (const problem of shown.map(privateHostProblem)) if (problem !== null) settings.problems.push(problem);
  return hosts;
}

/** Whole addresses that are pasted in place of a host may hold one: of `https://me:…@host/path?key` is left `https://…@host/…`. */
function withoutSecret(text: string): string {
  const [, start = '', host = ''] = /^(\w+:\/\/)?([^/?#]*)/u.exec(text) ?? [];
  const end = text.length > start.length + host.length ? '/…' : '';
  return `${start}${host.replace(/^.*@/u, '…@')}${end}`;
}

function sealingKeys({ optional, problems }: Settings): SecretKeys | null {
  const read = secretKeysOf(optional('WEBHOOK_SECRET_KEY'), optional('WEBHOOK_SECRET_KEY_PREVIOUS'));
  problems.push(...read.problems);
  return read.keys;
}
