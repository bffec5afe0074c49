/** Addresses of webhooks: which may be used, and how they are kept. */
import type { Subscription } from '../notification.ts';
import type { Sealer } from '../notify/secrets.ts';
import { purposes } from '../notify/subscriptions.ts';
import { UsageError } from '../shared/errors.ts';
import type { HttpDeps } from './deps.ts';
import { wrongMember } from './policy-entries.ts';
import { HttpProblem } from './problem.ts';

export async function requireAllowed({ notify }: HttpDeps, url: string): Promise<void> {
  const problem = await notify.guard.problemOf(url);
  if (problem !== null) throw wrongMember({ parameter: 'url', detail: problem });
}

export async function requireConsent(
  { notify }: HttpDeps,
  url: string,
  format: Subscription['format'],
): Promise<void> {
  const problem =
    format === 'cloudEvents'
      ? await notify.handshake(url)
      : 'The handshake is one of CloudEvents. Leave it out, or take the format cloudEvents.';
  if (problem !== null) throw wrongMember({ parameter: 'validate', detail: problem });
}

export function requiredSealer({ notify: { sealer } }: HttpDeps): Sealer {
  if (sealer !== null) return sealer;
  throw new HttpProblem(
    409,
    'Addresses and secrets of webhooks are kept sealed, and there is no key to seal them with. Set WEBHOOK_SECRET_KEY to 32 random bytes in base64, made by openssl rand -base64 32, and start the app again.',
  );
}

/** The address as it was given; null when it cannot be opened and nobody needs it. */
export function openedUrl(deps: HttpDeps, { id, sealedUrl }: Subscription, needed: boolean): string | null {
  try {
    return requiredSealer(deps).open(sealedUrl, purposes.url(id));
  } catch (error) {
    if (!needed) return null;
    if (!(error instanceof UsageError)) throw error;
    throw new HttpProblem(409, error.problems.join(' '));
  }
}

export function sealedUrl(
  url: string,
  id: string,
  sealer: Sealer,
): Pick<Subscription, 'sealedUrl' | 'shownUrl'> {
  return { sealedUrl: sealer.seal(url, purposes.url(id)), shownUrl: new URL(url).origin };
}
