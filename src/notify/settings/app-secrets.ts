/** Secrets of the notification file: it names app settings, which hold them. A problem never quotes what one holds. */

import { checkUrl } from '../guard/check-url.ts';
import { smtpServerOf } from '../receivers/email/smtp-server.ts';

export type AppSettings = Readonly<Record<string, string | undefined>>;

/** What is wrong with a value, a sentence that does not quote it; null when nothing is. */
type Judge = (value: string) => string | null;

export type SecretReader = (place: string, name: string, judge: Judge) => string;

/** Reads settings; the answer counts only when no problem was added. */
export function secretReader(settings: AppSettings, problems: string[]): SecretReader {
  return (place, name, judge) => {
    const value = settings[name]?.trim() ?? '';
    const problem = value === '' ? missing(name) : isReference(value) ? unresolved : judge(value);
    if (problem !== null) problems.push(`${place}: The app setting ${name} ${problem}`);
    return value;
  };
}

/** For a file that is looked at away from its app: the app itself reads the settings when it starts. */
export const unreadSecrets: SecretReader = () => '';

/** https://learn.microsoft.com/azure/app-service/app-service-key-vault-references */
function missing(name: string): string {
  const secret = name.toLowerCase().replaceAll('_', '-').replaceAll(/^-+/gu, '');
  return `is not set. Set it to a Key Vault reference, e.g. @Microsoft.KeyVault(SecretUri=https://kv-fleet.vault.azure.net/secrets/${secret}).`;
}

/** The platform leaves a reference as it is when it cannot read the secret. */
function isReference(value: string): boolean {
  return /^@Microsoft\.KeyVault\(/iu.test(value);
}

const unresolved =
  'is a Key Vault reference that was not resolved. See that the secret exists and is enabled, that the identity of the app has the role Key Vault Secrets User on the vault, and that the app can reach it; the portal shows why beside the setting.';

/** Where webhooks go to; what it leads to is looked up when something is sent. */
export function webAddressProblem(value: string): string | null {
  const checked = checkUrl(value);
  return checked.ok ? null : `cannot be used. ${checked.problem}`;
}

/** https://devblogs.microsoft.com/microsoft365dev/retirement-of-office-365-connectors-within-microsoft-teams/ */
export function teamsAddressProblem(value: string): string | null {
  const checked = checkUrl(value);
  if (!checked.ok) return `cannot be used. ${checked.problem}`;
  return /(?:^|\.)(?:webhook\.office|outlook\.office(?:365)?)\.com$/iu.test(checked.host.text)
    ? 'holds the address of an Office 365 connector; Microsoft has retired these. Make a workflow in Teams, as docs/notifications.md says, and set it to its address.'
    : null;
}

export function smtpAddressProblem(value: string): string | null {
  return smtpServerOf(value) === null
    ? 'holds no address of a mail server. Set it to smtps://user:password@host:465, or smtp://user:password@host:587 for STARTTLS; in user and password, write @ as %40, / as %2F and so on.'
    : null;
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export function signingSecretProblem(value: string): string | null {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/u.exec(value)?.[1];
  const bytes = encoded === undefined ? 0 : Buffer.from(encoded, 'base64').length;
  return bytes >= 24 && bytes <= 64
    ? null
    : 'holds no secret that can sign: whsec_ and base64 of 24 to 64 random bytes. Make one with: echo "whsec_$(openssl rand -base64 32)"';
}
