/** What pages are asked for. Forms ask for the same as the API's lists, page by page. */
import { z } from 'zod';
import { severities } from '../model.ts';
import { deliveryStatuses } from '../notification.ts';
import { defaultRange, ranges } from '../pages/index.ts';
import { findingGroups, openStates } from '../report/select-findings.ts';
import { clusterFilterShape, clusterSortShape } from './cluster-query.ts';
import { oneOf, someOf, wholeNumber } from './words.ts';

const page = wholeNumber(1, 10_000, 1);
const range = oneOf(ranges).default(defaultRange);

export const clusterPageQuery = z.strictObject({ range });

export const fleetPageQuery = z.strictObject({ ...clusterFilterShape, ...clusterSortShape, page, range });

export const findingsPageQuery = z.strictObject({
  group: oneOf(findingGroups).default('check'),
  severity: someOf(severities).optional(),
  check: z.string().optional(),
  state: someOf(openStates).optional(),
  suppressed: oneOf(['yes', 'no'])
    .transform((word) => word === 'yes')
    .optional(),
  client: z.string().optional(),
  cluster: z.string().optional(),
  tag: z.string().optional(),
  page,
});

export const messagesPageQuery = z.strictObject({
  receiver: z.string().optional(),
  status: oneOf(deliveryStatuses).optional(),
  after: z.string().optional(),
});

/** A part of a list, and where in it: a page beyond the last one is the last one. */
export function pageIn<T>(
  items: readonly T[],
  asked: number,
  size: number,
): { readonly rows: readonly T[]; readonly page: number; readonly pages: number } {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = Math.min(asked, pages);
  return { rows: items.slice((page - 1) * size, page * size), page, pages };
}
