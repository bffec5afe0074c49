/** The OpenMetrics 1.0 text format: https://prometheus.io/docs/specs/om/open_metrics_spec/ */

export interface MetricFamily {
  /** Without the suffix `_info`; a unit is its last word. */
  readonly name: string;
  readonly type: 'gauge' | 'info';
  readonly unit?: 'bytes' | 'ratio' | 'seconds';
  readonly help: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

export type Labels = Readonly<Record<string, string>>;

/** Families without a sample are left out: what was not seen is not there. */
export function expositionOf(families: readonly MetricFamily[]): string {
  const lines = families.filter(({ samples }) => samples.length > 0).flatMap(linesOf);
  return [...lines, '# EOF', ''].join('\n');
}

function linesOf({ name, type, unit, help, samples }: MetricFamily): readonly string[] {
  if (unit !== undefined && !name.endsWith(`_${unit}`)) throw new Error(`${name} has to end with _${unit}.`);
  const sampleName = type === 'info' ? `${name}_info` : name;
  return [
    `# TYPE ${name} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${escaped(help)}`,
    ...samples.map(({ labels, value }) => `${sampleName}${labelsText(labels)} ${numberText(value)}`),
  ];
}

function labelsText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\\"\n]/gu, (character) => (character === '\n' ? String.raw`\n` : `\\${character}`));
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}
