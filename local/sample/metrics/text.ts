/** Prometheus text format 0.0.4 as the Go client prints it. https://prometheus.io/docs/instrumenting/exposition_formats/ */

export type Stability = 'ALPHA' | 'BETA' | 'STABLE';
export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

export interface HistogramSample {
  readonly labels: Labels;
  /** Upper bound and cumulative count; `+Inf` is printed from `count`. */
  readonly buckets: readonly (readonly [bound: number, count: number])[];
  readonly sum: number;
  readonly count: number;
}

interface FamilyHead {
  readonly name: string;
  readonly help: string;
  /** Null for the collectors of the Go client, which have none. */
  readonly stability: Stability | null;
}

export type Family = FamilyHead &
  (
    | { readonly type: 'counter' | 'gauge'; readonly samples: readonly Sample[] }
    | { readonly type: 'histogram'; readonly samples: readonly HistogramSample[] }
  );

/** Families by name, as a registry gathers them; a family without samples is not printed. */
export function familiesText(families: readonly Family[]): string {
  const lines: string[] = [];
  const present = families.filter(({ samples }) => samples.length > 0);
  for (const family of present.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const stability = family.stability === null ? '' : `[${family.stability}] `;
    lines.push(`# HELP ${family.name} ${stability}${family.help}`, `# TYPE ${family.name} ${family.type}`);
    if (family.type === 'histogram') {
      for (const sample of family.samples) pushHistogram(lines, family.name, sample);
    } else {
      for (const { labels, value } of family.samples) {
        lines.push(`${family.name}${labelText(labels)} ${numberText(value)}`);
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

function pushHistogram(lines: string[], name: string, sample: HistogramSample): void {
  const pairs = pairsOf(sample.labels);
  const bucket = `${name}_bucket{${pairs === '' ? '' : `${pairs},`}le="`;
  for (const [bound, count] of sample.buckets) {
    lines.push(`${bucket}${boundText(bound)}"} ${numberText(count)}`);
  }
  const labels = pairs === '' ? '' : `{${pairs}}`;
  lines.push(
    `${bucket}+Inf"} ${numberText(sample.count)}`,
    `${name}_sum${labels} ${numberText(sample.sum)}`,
    `${name}_count${labels} ${numberText(sample.count)}`,
  );
}

// There are few of them, and each is printed for thousands of histograms.
const boundTexts = new Map<number, string>();

function boundText(bound: number): string {
  const known = boundTexts.get(bound);
  if (known !== undefined) return known;
  const text = numberText(bound);
  boundTexts.set(bound, text);
  return text;
}

function labelText(labels: Labels): string {
  const pairs = pairsOf(labels);
  return pairs === '' ? '' : `{${pairs}}`;
}

function pairsOf(labels: Labels): string {
  return Object.keys(labels)
    .toSorted()
    .map((name) => `${name}="${escaped(labels[name] ?? '')}"`)
    .join(',');
}

function escaped(value: string): string {
  if (!/[\\"\n]/.test(value)) return value;
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/** Go's shortest `%g`: with an exponent below 1e-04 and from 1e+06 on. */
export function numberText(value: number): string {
  // Nearly all of them, and this is most of the time that a scrape takes.
  if (Number.isSafeInteger(value) && value > -1_000_000 && value < 1_000_000) return String(value);
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const [digits = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return String(value);
  const sign = exponent < 0 ? '-' : '+';
  return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
