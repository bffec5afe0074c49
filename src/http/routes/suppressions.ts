import { z } from 'zod';
import { suppressionStates } from '../../judgement/policy-state.ts';
import type { Suppression } from '../../model.ts';
import { SuppressionInput } from '../../policy/catalogue.ts';
import { suppressionOf } from '../../policy/entry.ts';
import { tooFarAhead } from '../../policy/members.ts';
import { pageQuery, pageSchema } from '../paging.ts';
import { suppressionPath } from '../path-params.ts';
import {
  addEntry,
  entryTag,
  noticeMember,
  noticesOf,
  pageOfEntries,
  policyAndFleet,
  removeEntry,
  replaceEntry,
  requiredEntry,
  requireSameId,
  sourceMember,
  wrongMember,
} from '../policy-entries.ts';
import { none } from '../request-input.ts';
import { emptyRoute, jsonRoute } from '../route.ts';

export const SuppressionEntry = z.object({
  id: z.string(),
  check: z.string().exactOptional().describe('id of a check; absent for every check'),
  resource: z.string().exactOptional().describe('pattern of kind/namespace/name or kind/name'),
  cluster: z.string().exactOptional().describe('pattern of cluster names'),
  tag: z.string().exactOptional().describe('tag of the cluster: name=value, or name for any value'),
  owner: z.string(),
  reason: z.string(),
  expires: z.iso.datetime(),
  source: sourceMember,
});

export const SuppressionItem = SuppressionEntry.extend({
  state: z.enum(['active', 'expired']),
  hides: z.int().describe('open findings that it hid when their cluster was audited last'),
  matches: z.int().describe('open findings that it speaks of: those it hides from the next audit on'),
  matchesNothing: z.boolean().nullable().describe('null when not all open findings are known'),
  notice: noticeMember,
});

const path = 'api/suppressions/{id}';

export const listSuppressions = jsonRoute({
  name: 'api-suppressions',
  method: 'GET',
  path: 'api/suppressions',
  summary: 'Findings that somebody decided to live with: what, who, why, until when, and what each hides',
  params: none,
  query: z.strictObject(pageQuery),
  answer: pageSchema(SuppressionItem),
  async handle(deps, { query }) {
    const seen = await policyAndFleet(deps);
    const noticeOf = noticesOf('suppression', deps, seen);
    const items = suppressionStates(seen.policy, seen.fleet, deps.now()).map(({ entry, ...state }) => ({
      ...entry,
      ...state,
      notice: noticeOf(entry),
    }));
    return pageOfEntries('suppressions', items, query);
  },
});

export const addSuppression = jsonRoute({
  name: 'api-suppressions-add',
  method: 'POST',
  path: 'api/suppressions',
  summary: 'Suppresses findings from the next audit on',
  params: none,
  query: none,
  body: SuppressionInput,
  status: 201,
  answer: SuppressionEntry,
  location: ({ id }) => `/api/suppressions/${id}`,
  entityTag: entryTag,
  handle: async (deps, { body }) => addEntry(deps, 'suppressions', ahead(suppressionOf(body), deps.now())),
});

export const getSuppression = jsonRoute({
  name: 'api-suppression',
  method: 'GET',
  path,
  summary: 'One suppression as it was decided, with the tag that changing it can be made to depend on',
  params: suppressionPath,
  query: none,
  answer: SuppressionEntry,
  entityTag: entryTag,
  handle: async (deps, { params: { id } }) => requiredEntry(deps, 'suppressions', id),
});

export const replaceSuppression = jsonRoute({
  name: 'api-suppression-replace',
  method: 'PUT',
  path,
  summary: 'Replaces a suppression; with If-Match, only if it is still as it was read',
  params: suppressionPath,
  query: none,
  body: SuppressionInput,
  answer: SuppressionEntry,
  entityTag: entryTag,
  async handle(deps, { params: { id }, body, headers }) {
    requireSameId(id, body.id);
    return replaceEntry(deps, 'suppressions', ahead(suppressionOf({ ...body, id }), deps.now()), headers);
  },
});

export const removeSuppression = emptyRoute({
  name: 'api-suppression-remove',
  method: 'DELETE',
  path,
  summary: 'Removes a suppression: what it hides counts again from the next audit on',
  params: suppressionPath,
  query: none,
  handle: async (deps, { params: { id }, headers }) => removeEntry(deps, 'suppressions', id, headers),
});

/** In a file one may have ended since it was written; here it would do nothing from the start. */
function ahead(suppression: Suppression, now: Date): Suppression {
  const { expires } = suppression;
  const detail =
    expires <= now.toISOString()
      ? `It is ${expires}, which is over. Expected a day or a time to come.`
      : tooFarAhead(expires, now);
  if (detail !== null) throw wrongMember({ parameter: 'expires', detail });
  return suppression;
}
