import type { ReadError } from '../shared/errors.ts';

/**
 * Remembers for the rest of an audit that asking on is of no use or does harm: then every further read fails at once
 * with the first failure's reason.
 */
export interface Circuit {
  /** Throws what broke the circuit. */
  check(): void;
  /** Breaks it at once: no connection, or the credentials were refused. */
  broken(error: ReadError): void;
  /** Breaks it the second time: the server has asked twice to be left alone. */
  throttled(error: ReadError): void;
}

export function createCircuit(): Circuit {
  let open: ReadError | null = null;
  let throttledRequests = 0;
  return {
    check: () => {
      if (open !== null) throw open;
    },
    broken: (error) => {
      open ??= error;
    },
    throttled: (error) => {
      throttledRequests += 1;
      if (throttledRequests >= 2) open ??= error;
    },
  };
}
