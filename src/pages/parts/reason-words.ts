import type { UnknownReason } from '../../shared/errors.ts';

/** Why something is not known, in a word or two. */
export const reasonWords: Readonly<Record<UnknownReason, string>> = {
  forbidden: 'Forbidden',
  unreachable: 'Unreachable',
  throttled: 'Throttled',
  timeout: 'Timed out',
  notCollected: 'Not collected',
  truncated: 'Cut off',
  unsupported: 'Not supported',
  invalid: 'Not readable',
  notPermitted: 'Not permitted by the settings',
  overBudget: 'Over the budget',
};
