import * as z from 'zod';
import { ReadError } from '../shared/errors.ts';
import { type Arm, type ArmRequest, resourceManager } from './arm.ts';

/** Pages that are followed when the caller does not say otherwise. */
const mostPages = 50;

/** All items of a list, page by page. Throws `truncated` rather than give a part of it. */
export async function listAll<T>(
  arm: Arm,
  request: ArmRequest,
  item: z.ZodType<T>,
  maxPages = mostPages,
): Promise<readonly T[]> {
  const page = z.object({ value: z.array(item), nextLink: z.string().nullish() });
  const items: T[] = [];
  let path = request.path;
  for (let number = 1; number <= maxPages; number += 1) {
    const { value, nextLink } = await arm.ask({ ...request, path }, page);
    items.push(...value);
    if (!nextLink) return items;
    path = arm.pathOf(nextLink, request.what);
  }
  throw new ReadError(
    'truncated',
    `The list of ${request.what} has more than ${maxPages} pages of ${resourceManager}; the rest is unread.`,
    'Audit fewer resources at a time, e.g. by scope.',
  );
}
