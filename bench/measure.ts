/** A measured figure beside its target (DESIGN §17). */
export interface Measure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** As text, with its sign: `≤ 300`; absent where there is none. */
  readonly target?: string;
  readonly met?: boolean;
}

export function atMost(what: string, value: number, unit: string, bound: number): Measure {
  return { what, value, unit, target: `≤ ${bound}`, met: value <= bound };
}

export function atLeast(what: string, value: number, unit: string, bound: number): Measure {
  return { what, value, unit, target: `≥ ${bound}`, met: value >= bound };
}

export function tableOf(measures: readonly Measure[]): string {
  const rows = measures.map(({ what, value, unit, target = '', met }) => [
    what,
    `${rounded(value)} ${unit}`,
    target,
    met === undefined ? '' : met ? 'met' : 'MISSED',
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

function rounded(value: number): string {
  // Of a cent, two figures tell more than "0".
  if (value > 0 && value < 1) return value.toLocaleString('en-US', { maximumSignificantDigits: 2 });
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 1 : 0 });
}
