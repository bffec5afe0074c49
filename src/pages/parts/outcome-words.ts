import type { Outcome } from '../../model.ts';

/** What an audit says of a check, in a word or two. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  pass: 'Passed',
  fail: 'Failed',
  unknown: 'Unknown',
  notApplicable: 'Does not apply',
};
