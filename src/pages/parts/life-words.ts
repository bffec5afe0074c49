import type { BaselineEntry } from '../../model.ts';

/** How a finding stands against the audit before, as people say it. */
export const lifeWords: Readonly<Record<BaselineEntry['state'], string>> = {
  new: 'New',
  unchanged: 'Still open',
  resolved: 'Resolved',
  unknown: 'Not seen again, but not ruled out',
};
