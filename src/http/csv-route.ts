/** Routes that answer as JSON, and as CSV to those who ask for it. */
import type { z } from 'zod';
import type { JsonRoute, Route } from './route.ts';
import { inputOf, jsonRoute, jsonType } from './route.ts';
import { oneOf } from './words.ts';

const csvType = 'text/csv; charset=utf-8';

/** The query parameter of these routes. */
export const formatQuery = {
  format: oneOf(['json', 'csv'])
    .optional()
    .describe(
      'without it `csv` for those whose Accept header prefers text/csv to application/json, else `json`',
    ),
} as const;

type WithFormat = z.ZodObject<typeof formatQuery>;

export function jsonOrCsvRoute<P extends z.ZodObject, Q extends WithFormat, A extends z.ZodType>(
  route: JsonRoute<P, Q, A, z.ZodType>,
  csv: (answer: z.input<A>) => string,
): Route {
  const json = jsonRoute(route);
  return {
    ...json,
    produces: [jsonType, csvType],
    async respond(deps, input) {
      const parsed = await inputOf(route, input);
      const format = parsed.query.format ?? (prefersCsv(input.headers.get('accept')) ? 'csv' : 'json');
      const answer = await route.handle(deps, parsed);
      // Caches must not give the one to those who want the other.
      const headers = { vary: 'accept' };
      return format === 'csv'
        ? { status: 200, type: csvType, body: csv(answer), headers }
        : { status: 200, type: jsonType, body: JSON.stringify(answer), headers };
    },
  };
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1: by weight; JSON when they weigh the same. */
function prefersCsv(accept: string | null): boolean {
  if (accept === null) return false;
  return weightOf('text/csv', accept) > weightOf('application/json', accept);
}

/** Of the most particular range that the type is in; 0 when it is in none. */
function weightOf(type: string, accept: string): number {
  const ranges = new Map(
    accept.split(',').map((range) => {
      const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      const weight = quality === undefined ? 1 : Number(quality);
      return [name, weight >= 0 && weight <= 1 ? weight : 0];
    }),
  );
  return ranges.get(type) ?? ranges.get(`${type.split('/')[0]}/*`) ?? ranges.get('*/*') ?? 0;
}
