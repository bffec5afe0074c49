/** How far back the trends of a page go. */
export const ranges = ['7d', '30d', '90d', '400d'] as const;
export type Range = (typeof ranges)[number];

export const defaultRange: Range = '30d';

export const rangeWords: Readonly<Record<Range, string>> = {
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  '400d': '400 days',
};

export function daysOf(range: Range): number {
  return Number.parseInt(range, 10);
}
