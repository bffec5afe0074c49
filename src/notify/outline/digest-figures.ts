/** The figures at the top of a report. What is not known is said to be not known. */
import type { Digest } from '../../notification.ts';
import { countOf, formatCount, formatPercent } from '../../shared/format.ts';
import { sum } from '../../shared/sum.ts';
import type { Figures } from './outline.ts';
import { severityCounts } from './words.ts';

export function digestFigures(digest: Digest): Figures {
  const { score, coverage, clusters } = digest;
  return {
    kind: 'figures',
    figures: [
      {
        label: 'Score',
        value: score.now === null ? 'unknown' : scoreText(score.now),
        note: changeText(score, scoreText),
      },
      {
        label: 'Coverage',
        value: coverage.now === null ? 'unknown' : formatPercent(coverage.now),
        note: changeText(coverage, formatPercent),
      },
      { label: 'Open findings', value: formatCount(openCount(digest)), note: openNote(digest) },
      { label: 'Clusters', value: formatCount(clusters.total), note: auditedNote(digest) },
    ],
  };
}

/** How many findings are open, the rest of a sentence. */
export function openText(digest: Digest): string {
  const open = openCount(digest);
  const seen = sawEverything(digest) ? '' : ' in what could be seen';
  if (open === 0) return `no findings are open${seen}.`;
  return `${countOf(open, 'finding')} ${open === 1 ? 'is' : 'are'} open${seen}: ${severityCounts(digest.open)}.`;
}

/** "None" is said of the fleet only when the fleet was seen. */
export function sawEverything({ unseen, clusters, coverage }: Digest): boolean {
  return unseen.length === 0 && clusters.notAuditedTotal === 0 && coverage.now !== null && coverage.now >= 1;
}

function openCount({ open }: Digest): number {
  return sum(Object.values(open));
}

function openNote(digest: Digest): string {
  const { open, suppressed } = digest;
  const counts = severityCounts(open);
  const parts = [
    counts === '' && !sawEverything(digest) ? 'in what could be seen' : counts,
    suppressed > 0 ? `${formatCount(suppressed)} suppressed` : '',
  ].filter((part) => part !== '');
  return parts.join('; ') || 'none suppressed';
}

function auditedNote({ clusters, unseen }: Digest): string {
  if (clusters.notAuditedTotal > 0) return `${formatCount(clusters.notAuditedTotal)} not audited`;
  return unseen.length > 0 ? 'all that were found were audited' : 'all audited';
}

function scoreText(score: number): string {
  return formatCount(Math.round(score));
}

function changeText(
  { now, before }: { readonly now: number | null; readonly before: number | null },
  format: (value: number) => string,
): string {
  if (before === null) return 'not known before';
  if (now === null) return `was ${format(before)}`;
  return format(now) === format(before) ? 'as before' : `was ${format(before)}`;
}
