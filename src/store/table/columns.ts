/** Headline figures as typed columns: lists and trends read them without the bodies of the audits. */
import type { Headline } from '../../model.ts';
import { severities } from '../../model.ts';
import type { Property, StoredRow } from '../codec.ts';
import { bodyOf, checked, double, valueIn } from '../codec.ts';
import { RowTooLarge } from '../row-size.ts';
import { headline as headlineSchema } from '../schemas.ts';

/** Objects by kind are JSON, in chunks when there are very many kinds; no API server has more than fit in these. */
const mostChunks = 4;

/** Names of the columns, to select them. */
export const headlineColumns: readonly string[] = [
  'score',
  'coverage',
  ...severities,
  'etcdBytes',
  'kubernetesVersion',
  'requests',
  'bytes',
  'listedObjects',
  'objects',
  ...Array.from({ length: mostChunks }, (_, index) => `objects${index}`),
];

export function columnsOf(headline: Headline): Record<string, Property> {
  const { score, coverage, findings, etcdBytes, kubernetesVersion, objects, load } = headline;
  return {
    score: score === null ? undefined : double(score),
    coverage: double(coverage),
    ...findings,
    etcdBytes: etcdBytes === null ? undefined : double(etcdBytes),
    kubernetesVersion: kubernetesVersion ?? undefined,
    requests: double(load.requests),
    bytes: double(load.bytes),
    listedObjects: double(load.objects),
    ...(objects === null ? {} : objectColumns(objects)),
  };
}

/** Throws on what no headline can be; to be called by the reader of a row. */
export function headlineIn(properties: StoredRow['properties']): Headline {
  const column = (name: string): unknown => properties[name] ?? null;
  const counted = severities.filter((severity) => column(severity) !== null);
  return checked(headlineSchema, {
    score: column('score'),
    coverage: column('coverage'),
    findings: Object.fromEntries(counted.map((severity) => [severity, column(severity)])),
    etcdBytes: column('etcdBytes'),
    kubernetesVersion: column('kubernetesVersion'),
    objects: valueIn('objects', properties) ?? null,
    load: { requests: column('requests'), bytes: column('bytes'), objects: column('listedObjects') },
  });
}

/** A column that was not selected by `headlineColumns` would be missing when read, so it must not be written. */
function objectColumns(objects: NonNullable<Headline['objects']>): Record<string, Property> {
  const columns = bodyOf('objects', objects);
  const count = Object.keys(columns).length;
  if (count > mostChunks) {
    throw new RowTooLarge(
      `The objects by kind of a headline take ${count} columns; there are ${mostChunks}.`,
    );
  }
  return columns;
}

/** A time column as text. */
export function timeIn(column: unknown): string {
  if (!(column instanceof Date)) throw new TypeError(`at is ${JSON.stringify(column)}; expected a time.`);
  return column.toISOString();
}
