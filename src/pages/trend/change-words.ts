import type { Trend } from '../../report/trend.ts';
import { amountText, differenceText } from './figure-text.ts';

/** `Up 0.7 GiB on the week before (5.4 GiB).`; null when nobody asked for the week before. */
export function changeWords({ before, change, unit }: Trend): string | null {
  if (change === null) return before === null ? null : 'How it was a week before is not known.';
  const { difference, weekBefore } = change;
  const size = differenceText(difference, unit);
  // What rounds to nothing is nothing.
  if (size.startsWith('0 ')) return 'As a week before.';
  return `${difference > 0 ? 'Up' : 'Down'} ${size} on the week before (${amountText(weekBefore.value, unit)}).`;
}
