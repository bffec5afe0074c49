import { z } from 'zod';
import { thresholdStates } from '../../judgement/policy-state.ts';
import { ThresholdInput } from '../../policy/catalogue.ts';
import { thresholdOf } from '../../policy/entry.ts';
import { pageQuery, pageSchema } from '../paging.ts';
import { thresholdPath } from '../path-params.ts';
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
} from '../policy-entries.ts';
import { none } from '../request-input.ts';
import { emptyRoute, jsonRoute } from '../route.ts';

export const ThresholdEntry = z.object({
  id: z.string(),
  check: z.string(),
  values: z.record(z.string(), z.number()).describe('bounds by their name, in the unit that the check has'),
  cluster: z.string().exactOptional().describe('pattern of cluster names'),
  tag: z.string().exactOptional().describe('tag of the cluster: name=value, or name for any value'),
  reason: z.string().exactOptional(),
  source: sourceMember,
});

export const ThresholdItem = ThresholdEntry.extend({
  clusters: z.int().describe('clusters of the fleet that it is for; another entry may be more particular'),
  notice: noticeMember,
});

const path = 'api/thresholds/{id}';

export const listThresholds = jsonRoute({
  name: 'api-thresholds',
  method: 'GET',
  path: 'api/thresholds',
  summary: 'Thresholds of checks that are set otherwise, and for how many clusters',
  params: none,
  query: z.strictObject(pageQuery),
  answer: pageSchema(ThresholdItem),
  async handle(deps, { query }) {
    const seen = await policyAndFleet(deps);
    const noticeOf = noticesOf('threshold', deps, seen);
    const items = thresholdStates(seen.policy, seen.fleet.clusters).map(({ entry, clusters }) => ({
      ...entry,
      clusters,
      notice: noticeOf(entry),
    }));
    return pageOfEntries('thresholds', items, query);
  },
});

export const addThreshold = jsonRoute({
  name: 'api-thresholds-add',
  method: 'POST',
  path: 'api/thresholds',
  summary: 'Sets thresholds of a check for some clusters, or for all, from the next audit on',
  params: none,
  query: none,
  body: ThresholdInput,
  status: 201,
  answer: ThresholdEntry,
  location: ({ id }) => `/api/thresholds/${id}`,
  entityTag: entryTag,
  handle: async (deps, { body }) => addEntry(deps, 'thresholds', thresholdOf(body)),
});

export const getThreshold = jsonRoute({
  name: 'api-threshold',
  method: 'GET',
  path,
  summary: 'One entry of thresholds, with the tag that changing it can be made to depend on',
  params: thresholdPath,
  query: none,
  answer: ThresholdEntry,
  entityTag: entryTag,
  handle: async (deps, { params: { id } }) => requiredEntry(deps, 'thresholds', id),
});

export const replaceThreshold = jsonRoute({
  name: 'api-threshold-replace',
  method: 'PUT',
  path,
  summary: 'Replaces an entry of thresholds; with If-Match, only if it is still as it was read',
  params: thresholdPath,
  query: none,
  body: ThresholdInput,
  answer: ThresholdEntry,
  entityTag: entryTag,
  async handle(deps, { params: { id }, body, headers }) {
    requireSameId(id, body.id);
    return replaceEntry(deps, 'thresholds', thresholdOf({ ...body, id }), headers);
  },
});

export const removeThreshold = emptyRoute({
  name: 'api-threshold-remove',
  method: 'DELETE',
  path,
  summary: 'Removes an entry of thresholds: those of the catalogue count from the next audit on',
  params: thresholdPath,
  query: none,
  handle: async (deps, { params: { id }, headers }) => removeEntry(deps, 'thresholds', id, headers),
});
