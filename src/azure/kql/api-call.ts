import { z } from 'zod';
import type { ApiCall } from '../../evidence/logs/latency-by-call.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { textCell } from './cells.ts';

/** Columns that tell one kind of call of one client from another. */
export const callColumns = 'UserAgent, Username, Verb, Resource, Subresource, ApiGroup, Scope';

export const callKeys = {
  UserAgent: 'string',
  Username: 'string',
  Verb: 'string',
  Resource: 'string',
  Subresource: 'string',
  ApiGroup: 'string',
  Scope: 'string',
} as const;

export const callCells = {
  UserAgent: textCell,
  Username: textCell,
  Verb: textCell,
  Resource: textCell,
  Subresource: textCell,
  ApiGroup: textCell,
  // The query itself chooses among these.
  Scope: z.enum(['resource', 'namespace', 'cluster', '']).meta({ kusto: 'string' }),
};

interface CallRow {
  readonly Verb: string;
  readonly Resource: string;
  readonly Subresource: string;
  readonly ApiGroup: string;
  readonly Scope: ApiCall['scope'];
}

export function apiCall(row: CallRow): ApiCall {
  const resource = row.Subresource === '' ? row.Resource : `${row.Resource}/${row.Subresource}`;
  return {
    verb: cleanText(row.Verb, 40),
    resource: cleanText(resource, 130),
    apiGroup: cleanText(row.ApiGroup, 130),
    scope: row.Scope,
  };
}
