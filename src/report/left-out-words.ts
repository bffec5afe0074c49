/** Why somebody is not told of something now, in words. */
import type { LeftOut, SilenceReason } from '../notification.ts';
import { momentText } from '../shared/moments.ts';

/** One sentence. */
export function leftOutText({ reason, until, into }: LeftOut): string {
  return words[reason](until === undefined ? null : momentText(until), into ?? null);
}

type Words = (until: string | null, into: string | null) => string;

const words: Readonly<Record<SilenceReason, Words>> = {
  'grouped into': (_, into) =>
    into === null ? 'Grouped into another message.' : `Grouped into the message ${into}.`,
  'quiet until': (until) => (until === null ? 'Quiet hours.' : `Quiet until ${until}.`),
  'maintenance until': (until) => (until === null ? 'Maintenance.' : `Maintenance until ${until}.`),
  'group interval until': (until) =>
    `The receiver was told of this group a short while ago${until === null ? '' : `: the next message is not before ${until}`}.`,
  suppressed: (until, into) =>
    `Suppressed${into === null ? '' : ` by ${into}`}${until === null ? '' : ` until ${until}`}: somebody decided to live with it.`,
  'below severity': () => 'Below the severity of the route.',
  'not wanted': () => 'The receiver does not ask for events of this kind.',
  'not confirmed': () => 'Not seen often enough yet: it is told when the next sweeps see it too.',
  'not resolved for sure': () =>
    'Not gone for long enough yet: it is told when the next sweeps do not see it either.',
  flapping: () => 'It comes and goes: that was told, and not each time.',
  'told already': (until) =>
    `Told already, and not worse since${until === null ? '' : `; it is told again at ${until}`}.`,
  'receiver paused': () => 'The receiver is paused.',
  'no receiver': () => 'No receiver is set up for it: nobody was told.',
};
