/** Cells of a result row: each says the Kusto type of its column, so that a test can bind it. */
import { z } from 'zod';

export type KustoType = 'string' | 'long' | 'real' | 'datetime' | 'dynamic';

export const textCell = z.string().meta({ kusto: 'string' satisfies KustoType });

export const countCell = z
  .int()
  .nonnegative()
  .meta({ kusto: 'long' satisfies KustoType });

export const realCell = z.number().meta({ kusto: 'real' satisfies KustoType });

/** Null, or NaN as the service writes it, where no row had a value. */
export const realOrNothingCell = z
  .union([z.number(), z.null(), z.literal('NaN').transform(() => null)])
  .meta({ kusto: 'real' satisfies KustoType });

/** ISO 8601; the client gives a Date, the plain service and dynamic cells give text. */
export const timeCell = z
  .union([z.date(), z.iso.datetime({ offset: true }).transform((text) => new Date(text))])
  .transform((time) => time.toISOString())
  .meta({ kusto: 'datetime' satisfies KustoType });

/** A dynamic cell that holds a list; the plain service sends it as JSON text. */
export function listCell<Item extends z.ZodType>(item: Item) {
  return z.preprocess(parsed, z.array(item)).meta({ kusto: 'dynamic' satisfies KustoType });
}

function parsed(cell: unknown): unknown {
  if (typeof cell !== 'string') return cell;
  try {
    return JSON.parse(cell);
  } catch {
    // The schema says what is wrong with it.
    return cell;
  }
}
