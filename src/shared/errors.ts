/** Errors that carry a code and a sentence for the person who can act. */

/** Why a piece of evidence could not be had (DESIGN §5). Never to be read as "nothing there". */
export const unknownReasons = [
  'forbidden',
  'unreachable',
  'throttled',
  'timeout',
  'notCollected',
  'truncated',
  'unsupported',
  'invalid',
  'notPermitted',
  'overBudget',
] as const;

export type UnknownReason = (typeof unknownReasons)[number];

/**
 * A read that failed in a way we understand.
 * `detail` says what happened in one sentence, `remedy` what the operator can do; neither may hold a secret.
 */
export class ReadError extends Error {
  override readonly name = 'ReadError';
  readonly reason: UnknownReason;
  readonly detail: string;
  readonly remedy: string;

  constructor(reason: UnknownReason, detail: string, remedy: string, options?: ErrorOptions) {
    super(detail, options);
    this.reason = reason;
    this.detail = detail;
    this.remedy = remedy;
  }
}

/** Settings, arguments or files that are wrong: all problems at once, each naming what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(problems.join('\n'), options);
    this.problems = problems;
  }
}

/** The message of whatever was thrown, for a sentence that goes on to say what it means. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
