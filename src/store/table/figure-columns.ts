/**
 * Figures of a rollup as columns, so that a query reads those it draws and no others: one column for each named figure,
 * and one body for the objects of all kinds.
 */
import * as z from 'zod';
import type { FigureSummary, NamedFigure } from '../../figures.ts';
import { namedFigures } from '../../figures.ts';
import type { Property, StoredRow } from '../codec.ts';
import { checked, valueIn } from '../codec.ts';
import { bodyColumns, selectableBodyOf } from '../selectable-body.ts';

type Figures = Readonly<Record<string, FigureSummary>>;

const objectsPrefix = 'objects:';

/** Throws for a name that is no figure: it could not be read back. */
export function figureColumns(figures: Figures): Record<string, Property> {
  const columns: Record<string, Property> = {};
  const objects = new Map<string, Packed>();
  for (const [name, summary] of Object.entries(figures)) {
    const named = namedFigures.find((known) => known === name);
    if (named !== undefined) columns[columnOf(named)] = JSON.stringify(packed(summary));
    else if (name.startsWith(objectsPrefix)) objects.set(name.slice(objectsPrefix.length), packed(summary));
    else throw new TypeError(`"${name}" is not the name of a figure.`);
  }
  if (objects.size === 0) return columns;
  return { ...columns, ...selectableBodyOf('objects', Object.fromEntries(objects)) };
}

/** The columns that hold some figures; all of them when none are named. */
export function columnsOfFigures(names: readonly string[] | undefined): readonly string[] {
  const wanted = (name: string): boolean => names === undefined || names.includes(name);
  const withObjects = names === undefined || names.some((name) => name.startsWith(objectsPrefix));
  return [...namedFigures.filter(wanted).map(columnOf), ...(withObjects ? bodyColumns('objects') : [])];
}

/** The figures in a row, of which only some may have been selected. Throws on what is no figure. */
export function figuresIn(
  properties: StoredRow['properties'],
  names: readonly string[] | undefined,
): Figures {
  const figures = new Map<string, FigureSummary>();
  for (const name of namedFigures) {
    const value = valueIn(columnOf(name), properties);
    if (value !== undefined) figures.set(name, unpacked(value));
  }
  const objects = checked(z.record(z.string(), z.unknown()), valueIn('objects', properties) ?? {});
  for (const [kind, value] of Object.entries(objects)) figures.set(objectsPrefix + kind, unpacked(value));
  const wanted = [...figures].filter(([name]) => names === undefined || names.includes(name));
  return Object.fromEntries(wanted);
}

/** Names of columns have no full stops. */
function columnOf(name: NamedFigure): string {
  return name.replaceAll('.', '_');
}

type Packed = readonly [min: number, max: number, mean: number, last: number, count: number];

function packed({ min, max, mean, last, count }: FigureSummary): Packed {
  return [min, max, mean, last, count];
}

const summary = z.tuple([z.number(), z.number(), z.number(), z.number(), z.int().positive()]);

function unpacked(value: unknown): FigureSummary {
  const [min, max, mean, last, count] = summary.parse(value);
  return { min, max, mean, last, count };
}
