/**
 * Reads the OpenMetrics 1.0 text format (https://prometheus.io/docs/specs/om/open_metrics_spec/) and refuses whatever an
 * exposer MUST NOT and SHOULD NOT write. Types that nobody here writes (histograms, summaries) are refused too.
 */

export interface Family {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  readonly timestamp: number | null;
}

interface Draft {
  readonly name: string;
  readonly metadata: Map<string, string>;
  readonly samples: Sample[];
}

/** Suffixes that the samples of a type have. */
const suffixes: Readonly<Record<string, readonly string[]>> = {
  gauge: [''],
  unknown: [''],
  stateset: [''],
  info: ['_info'],
  counter: ['_total', '_created'],
};

export function parseOpenMetrics(text: string): readonly Family[] {
  if (/[\r\uFEFF]/u.test(text)) throw new Error('A carriage return or a byte order mark is in it.');
  if (!text.isWellFormed()) throw new Error('It is not UTF-8.');
  if (!text.endsWith('# EOF\n')) throw new Error('The last line is not "# EOF".');
  const drafts: Draft[] = [];
  for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
    if (line.startsWith('#')) addMetadata(drafts, line);
    else addSample(drafts, line);
  }
  const families = drafts.map(familyOf);
  refuseClashes(families);
  return families;
}

const metadataOrder = ['TYPE', 'UNIT', 'HELP'];

function addMetadata(drafts: Draft[], line: string): void {
  const [, word = '', name = '', value = ''] =
    /^# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/u.exec(line) ?? refuse('No metadata', line);
  const { metadata, samples } = draftOf(drafts, name, line);
  if (samples.length > 0) refuse('Metadata after the first sample', line);
  if (metadata.has(word)) refuse('Metadata given twice', line);
  const next = metadataOrder.indexOf(word);
  if ([...metadata.keys()].some((before) => metadataOrder.indexOf(before) > next)) {
    refuse('Metadata out of the order TYPE, UNIT, HELP', line);
  }
  metadata.set(word, word === 'HELP' ? unescaped(value, line) : value);
}

/** The family of this name, which is the last one: families are not interleaved. */
function draftOf(drafts: Draft[], name: string, line: string): Draft {
  const last = drafts.at(-1);
  if (last?.name === name) return last;
  if (drafts.some((draft) => draft.name === name)) refuse('A family in two places', line);
  const created = { name, metadata: new Map<string, string>(), samples: [] };
  drafts.push(created);
  return created;
}

const samplePattern =
  /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z0-9_]+="(?:[^"\\\n]|\\.)*",?)*)\})? (\S+)(?: (\S+))?$/u;

function addSample(drafts: Draft[], line: string): void {
  const [, name = '', labels = '', value = '', timestamp] =
    samplePattern.exec(line) ?? refuse('No sample', line);
  const family = drafts.at(-1) ?? refuse('A sample without a family', line);
  const type = family.metadata.get('TYPE') ?? 'unknown';
  const allowed = (suffixes[type] ?? refuse(`Unexpected type ${type}`, line)).map(
    (suffix) => family.name + suffix,
  );
  if (!allowed.includes(name))
    refuse(`Samples of ${family.name}, a ${type}, are ${allowed.join(', ')}`, line);
  const sample = {
    name,
    labels: labelsOf(labels, line),
    value: numberOf(value, line),
    timestamp: timestamp === undefined ? null : numberOf(timestamp, line),
  };
  if (type === 'info' && sample.value !== 1) refuse('An info that is not 1', line);
  if (type === 'stateset' && ![0, 1].includes(sample.value)) refuse('A state that is not 0 or 1', line);
  if (type === 'stateset' && !(family.name in sample.labels)) refuse('A state without its label', line);
  refuseRepeated(family.samples, sample, line);
  family.samples.push(sample);
}

function labelsOf(text: string, line: string): Readonly<Record<string, string>> {
  if (text.endsWith(',')) refuse('A comma without a label after it', line);
  const pairs = [...text.matchAll(/([^=,]+)="((?:[^"\\]|\\.)*)"(,|$)/gu)];
  const labels = new Map<string, string>();
  for (const [, name = '', value = ''] of pairs) {
    if (!/^[a-zA-Z][a-zA-Z0-9_]*$/u.test(name)) refuse(`The label name ${name} is reserved or none`, line);
    if (labels.has(name)) refuse(`The label ${name} is given twice`, line);
    labels.set(name, unescaped(value, line));
  }
  if (pairs.map(([whole]) => whole).join('') !== text) refuse('No labels', line);
  return Object.fromEntries(labels);
}

/** Points of one metric stand together, and their times grow. */
function refuseRepeated(before: readonly Sample[], sample: Sample, line: string): void {
  const keyOf = ({ name, labels }: Sample): string =>
    JSON.stringify([name, Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1))]);
  const same = before.filter((other) => keyOf(other) === keyOf(sample));
  const last = same.at(-1);
  if (last === undefined) return;
  if (last !== before.at(-1)) refuse('A metric in two places', line);
  if (last.timestamp === null || sample.timestamp === null || sample.timestamp <= last.timestamp) {
    refuse('A metric twice without a later time', line);
  }
}

function familyOf({ name, metadata, samples }: Draft): Family {
  const type = metadata.get('TYPE') ?? 'unknown';
  const unit = metadata.get('UNIT') ?? '';
  if (unit !== '' && !name.endsWith(`_${unit}`)) refuse(`The unit ${unit} is not the last word`, name);
  if (unit !== '' && (type === 'info' || type === 'stateset')) refuse(`A ${type} has no unit`, name);
  if (samples.length === 0) refuse('A family without samples', name);
  return { name, type, unit, help: metadata.get('HELP') ?? refuse('No HELP', name), samples };
}

/** No name of a family or of its samples may be one of another family. */
function refuseClashes(families: readonly Family[]): void {
  const owners = new Map<string, string>();
  for (const { name, type } of families) {
    for (const suffix of new Set(['', ...(suffixes[type] ?? [])])) {
      const owner = owners.get(name + suffix);
      if (owner !== undefined) refuse(`The name clashes with ${owner}`, name + suffix);
      owners.set(name + suffix, name);
    }
  }
}

function unescaped(text: string, line: string): string {
  if (/(?:^|[^\\])(?:\\\\)*\\(?![\\"n])/u.test(text)) refuse('An escape that is none', line);
  return text.replaceAll(/\\([\\"n])/gu, (_, character: string) => (character === 'n' ? '\n' : character));
}

function numberOf(text: string, line: string): number {
  if (text === '+Inf') return Infinity;
  if (text === '-Inf') return -Infinity;
  if (text === 'NaN') return NaN;
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/u.test(text)) refuse(`No number: ${text}`, line);
  return Number(text);
}

function refuse(why: string, where: string): never {
  throw new Error(`${why}: ${where}`);
}
