/** Headline figures as typed columns: lists and trends read them without the bodies of the audits. */
import type { Headline } from '../../model.ts';
import { severities } from '../../model.ts';
import type { Property, StoredRow } from '../codec.ts';
import { checked, double, valueIn } from '../codec.ts';
import { headline as headlineSchema } from '../schemas.ts';
import { bodyColumns, selectableBodyOf } from '../selectable-body.ts';

/** Figures that may be null, each in a column of its own name; one that was not seen has none. */
const optionalFigures = [
  'score',
  'etcdBytes',
  'etcdUsed',
  'apiServerCpu',
  'apiServerMemory',
  'etcdMemory',
  'requestsPerSecond',
] as const satisfies readonly (keyof Headline)[];

/** Names of the columns, to select them. */
export const headlineColumns: readonly string[] = [
  ...optionalFigures,
  'coverage',
  ...severities,
  'suppressed',
  'kubernetesVersion',
  'requests',
  'bytes',
  'listedObjects',
  // JSON; no API server has more kinds than fit in these.
  ...bodyColumns('objects'),
];

export function columnsOf(headline: Headline): Record<string, Property> {
  const { coverage, findings, suppressed, kubernetesVersion, objects, load } = headline;
  const figures = optionalFigures.map((name) => [name, doubleOrNone(headline[name])] as const);
  return {
    ...Object.fromEntries(figures),
    coverage: double(coverage),
    ...findings,
    suppressed,
    kubernetesVersion: kubernetesVersion ?? undefined,
    requests: double(load.requests),
    bytes: double(load.bytes),
    listedObjects: double(load.objects),
    ...(objects === null ? {} : selectableBodyOf('objects', objects)),
  };
}

/** Throws on what no headline can be; to be called by the reader of a row. */
export function headlineIn(properties: StoredRow['properties']): Headline {
  const column = (name: string): unknown => properties[name] ?? null;
  const counted = severities.filter((severity) => column(severity) !== null);
  return checked(headlineSchema, {
    ...Object.fromEntries(optionalFigures.map((name) => [name, column(name)])),
    coverage: column('coverage'),
    findings: Object.fromEntries(counted.map((severity) => [severity, column(severity)])),
    suppressed: column('suppressed'),
    kubernetesVersion: column('kubernetesVersion'),
    objects: valueIn('objects', properties) ?? null,
    load: { requests: column('requests'), bytes: column('bytes'), objects: column('listedObjects') },
  });
}

/** A time column as text. */
export function timeIn(column: unknown): string {
  if (!(column instanceof Date)) throw new TypeError(`at is ${JSON.stringify(column)}; expected a time.`);
  return column.toISOString();
}

function doubleOrNone(value: number | null): Property {
  return value === null ? undefined : double(value);
}
