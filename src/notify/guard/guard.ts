/** The port through which everything goes out that is sent to a configured address (DESIGN §14). */

export interface Guard {
  /**
   * Why nothing may be sent to this address, one sentence that says what would be right; null when it may. Looks the name
   * up: a name that is not known is a problem too.
   */
  problemOf(url: string): Promise<string | null>;
  /**
   * Sends one request to the address that was checked, and to no other: redirects are answers. Throws `AddressRefused` for
   * an address that may not be used, `NotReached` when there is no whole answer in time.
   */
  request(request: OutgoingRequest, signal: AbortSignal): Promise<OutgoingAnswer>;
  /** The checked address of a host, for protocols other than HTTP. Throws as `request`. */
  pin(host: string, signal: AbortSignal): Promise<string>;
}

export interface OutgoingRequest {
  readonly url: string;
  readonly method: 'POST' | 'GET' | 'OPTIONS';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The beginning of the body, at most 64 KiB. */
  readonly text: string;
}

/** The address may not be used; trying again does not help. Its message names the host at most, never the whole address. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** No answer: name unknown, refused, reset, timed out, bad certificate. Its message is a sentence without a secret. */
export class NotReached extends Error {
  override readonly name = 'NotReached';
}
