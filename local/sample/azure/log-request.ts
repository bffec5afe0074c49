/** What a log query asks for, wherever in the request it says so. */
import { z } from 'zod';
import { jsonOf } from './json.ts';
import type { AzureRequest } from './service.ts';

export interface LogRequest {
  readonly query: string;
  /** From the address and from the body; what lies in all of them is read. */
  readonly timespans: readonly string[];
  readonly wantsStatistics: boolean;
}

const Body = z.object({ query: z.string(), timespan: z.string().optional() });

/** Null when the body is not JSON, or nobody says that it is. */
export function requestIn({ headers, query, text }: AzureRequest): LogRequest | null {
  const isJson = /\bjson\b/i.test(String(headers['content-type'] ?? ''));
  const body = Body.safeParse(isJson ? jsonOf(text) : undefined);
  if (!body.success) return null;
  const timespans = [query.get('timespan'), body.data.timespan].filter((one) => typeof one === 'string');
  return {
    query: body.data.query,
    timespans,
    wantsStatistics: String(headers['prefer'] ?? '').includes('include-statistics=true'),
  };
}
