/** What the verdicts of a scenario are worth, held against what a person says is true. */
import type { Expected, Scenario } from './scenario.ts';

/**
 * `found` and `quiet` are right; `unseen` is a problem of which the check says that it cannot tell; `undecided` is the same
 * where there is none; `missed` is a problem that it passes or calls not applicable.
 */
type Label = 'found' | 'missed' | 'unseen' | 'falseAlarm' | 'undecided' | 'quiet';

export interface CheckLabel {
  readonly check: string;
  readonly label: Label;
}

declare module 'vitest' {
  interface TaskMeta {
    scenario?: readonly CheckLabel[];
  }
}

export function labelsOf(
  { truth }: Pick<Scenario, 'truth'>,
  said: Readonly<Record<string, Expected>>,
): readonly CheckLabel[] {
  return Object.entries(said).map(([check, verdict]) => ({
    check,
    label: labelOf(truth.includes(check), verdict),
  }));
}

function labelOf(isTrue: boolean, verdict: Expected): Label {
  if (typeof verdict !== 'string') return isTrue ? 'found' : 'falseAlarm';
  if (verdict.startsWith('unknown')) return isTrue ? 'unseen' : 'undecided';
  return isTrue ? 'missed' : 'quiet';
}

export interface Accuracy extends Readonly<Record<Label, number>> {
  readonly check: string;
  /** Of what it reported, the share that is true; null when it reported nothing. */
  readonly precision: number | null;
  /** Of the true problems that it did not call unseen, the share that it reported; null when there was none. */
  readonly recall: number | null;
}

/** One row a check in the order in which they come, and one of all of them, `all checks`, at the end. */
export function accuracyOf(labels: readonly CheckLabel[]): readonly Accuracy[] {
  const byCheck = Map.groupBy(labels, ({ check }) => check);
  return [...byCheck, ['all checks', labels] as const].map(([check, own]) => accuracy(check, own));
}

function accuracy(check: string, labels: readonly CheckLabel[]): Accuracy {
  const counts = { found: 0, missed: 0, unseen: 0, falseAlarm: 0, undecided: 0, quiet: 0 };
  for (const { label } of labels) counts[label] += 1;
  return {
    check,
    ...counts,
    precision: shareOf(counts.found, counts.falseAlarm),
    recall: shareOf(counts.found, counts.missed),
  };
}

function shareOf(right: number, wrong: number): number | null {
  return right + wrong === 0 ? null : right / (right + wrong);
}

/** For the end of a test run. */
export function accuracyTable(rows: readonly Accuracy[]): string {
  const header = ['check', 'found', 'missed', 'unseen', 'false', 'undecided', 'quiet', 'precision', 'recall'];
  const lines = rows.map((row) => [
    row.check,
    ...[row.found, row.missed, row.unseen, row.falseAlarm, row.undecided, row.quiet].map(String),
    percent(row.precision),
    percent(row.recall),
  ]);
  const widths = header.map((_, column) =>
    Math.max(...[header, ...lines].map((line) => (line[column] ?? '').length)),
  );
  return [header, ...lines]
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1)} %`;
}
