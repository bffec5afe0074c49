import type { LedgerState, Sweep } from '../../model.ts';
import type { Tone } from './icons.tsx';

export const triggerWords: Readonly<Record<Sweep['trigger'], string>> = {
  timer: 'By schedule',
  request: 'By request',
  command: 'By command',
};

/** Where a cluster stands in a sweep, as people say it. */
export const stateWords: Readonly<Record<LedgerState, { readonly text: string; readonly tone: Tone }>> = {
  planned: { text: 'Waiting', tone: 'busy' },
  surveyed: { text: 'Logs read', tone: 'busy' },
  audited: { text: 'Audited', tone: 'pass' },
  failed: { text: 'Failed', tone: 'notAudited' },
  missed: { text: 'Not finished in time', tone: 'notAudited' },
  skipped: { text: 'Skipped', tone: 'notApplicable' },
  vanished: { text: 'Vanished', tone: 'notAudited' },
};
