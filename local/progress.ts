/** One line on the terminal that says what goes on, out of the way of everything else that is written. */
import { countOf } from '../src/shared/format.ts';
import { clusterCount, type SweepProgress } from './sweep-client.ts';

export interface ProgressLine {
  show(text: string): void;
  sweep(progress: SweepProgress): void;
  history(day: number, days: number): void;
  clear(): void;
  /** Writes whole lines above the progress line. */
  write(text: string): void;
}

/** On a terminal the line is replaced; elsewhere every new text is a line of its own. */
export function progressLine(stream: {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}): ProgressLine {
  let current = '';
  const erase = stream.isTTY === true ? '\r\u001B[K' : '';

  function show(text: string): void {
    if (text === current) return;
    current = text;
    stream.write(stream.isTTY === true ? `${erase}${text}` : `${text}\n`);
  }

  function clear(): void {
    if (current !== '') stream.write(erase);
    current = '';
  }

  return {
    show,
    clear,
    history: (day, days) => show(`Making ${spanText(days)} of history: day ${day} of ${days} …`),
    sweep: (progress) => show(progressText(progress)),
    write: (text) => {
      const before = current;
      clear();
      stream.write(text);
      // Elsewhere than on a terminal it is still there to read.
      if (stream.isTTY === true && before !== '') show(before);
      else current = before;
    },
  };
}

function spanText(days: number): string {
  return days % 7 === 0 ? countOf(days / 7, 'week') : countOf(days, 'day');
}

function progressText(sweep: SweepProgress): string {
  const all = clusterCount(sweep);
  if (sweep.status === 'planning' || all === null) return 'Sweep: planning …';
  const done = all - (sweep.clusters?.planned ?? 0) - (sweep.clusters?.surveyed ?? 0);
  if (sweep.status === 'closed') return `Sweep: closed, ${done} of ${countOf(all, 'cluster')} done`;
  return `Sweep: ${done} of ${countOf(all, 'cluster')} done …`;
}
