/**
 * Asks a receiver whether it wants to be sent to, so that nobody can be flooded by being subscribed:
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#4-abuse-protection
 */
import { AddressRefused, type Guard, NotReached } from '../guard/guard.ts';

/**
 * Null when it agrees, else why not, a sentence. `origin` is the DNS name of this installation. Status codes are not looked
 * at: many servers answer OPTIONS without knowing what was asked.
 */
export async function handshake(guard: Guard, url: string, origin: string): Promise<string | null> {
  try {
    const { status, headers } = await guard.request(
      { url, method: 'OPTIONS', headers: { 'webhook-request-origin': origin } },
      new AbortController().signal,
    );
    const allowed = headers.get('webhook-allowed-origin')?.trim().toLowerCase();
    if (allowed === '*' || allowed === origin.toLowerCase()) return null;
    const { hostname } = new URL(url);
    const answered = `${hostname} did not agree to be sent to: its answer to OPTIONS (${status})`;
    const expected = `Expected the header WebHook-Allowed-Origin with ${origin} or *.`;
    return allowed === undefined
      ? `${answered} has no WebHook-Allowed-Origin. ${expected}`
      : `${answered} allows another origin. ${expected}`;
  } catch (error) {
    if (error instanceof AddressRefused || error instanceof NotReached) return error.message;
    throw error;
  }
}
