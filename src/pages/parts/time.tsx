/** Moments as people read them, in UTC, with the exact value for machines. */
import { formatDuration } from '../../shared/format.ts';
import { momentText } from '../../shared/moments.ts';
import type { Html } from '../html.tsx';

export { dateText, dayText, momentText, monthText } from '../../shared/moments.ts';

/** `24 Nov 2026, 04:10 UTC`. */
export function Time({ at }: { readonly at: string }): Html {
  return (
    <time datetime={at} title={at}>
      {momentText(at)}
    </time>
  );
}

/** `12 min ago`, `in 3 h`; the exact moment is in the tooltip. */
export function Ago({ at, now }: { readonly at: string; readonly now: Date }): Html {
  const seconds = (now.getTime() - Date.parse(at)) / 1000;
  return (
    <time datetime={at} title={momentText(at)}>
      {agoText(seconds)}
    </time>
  );
}

/** How long from one moment to another; below a minute in seconds. */
export function lasting(from: string, to: string): string {
  return formatDuration((Date.parse(to) - Date.parse(from)) / 1000);
}

function agoText(seconds: number): string {
  if (Number.isNaN(seconds)) return 'at an unknown time';
  if (seconds < 0) return `in ${coarse(-seconds)}`;
  return seconds < 10 ? 'just now' : `${coarse(seconds)} ago`;
}

/** The largest unit only: nobody needs the minutes of two days. */
function coarse(seconds: number): string {
  return formatDuration(seconds).split(' ').slice(0, 2).join(' ');
}
