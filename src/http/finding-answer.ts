/** Open findings of the fleet as the API answers them. */
import { z } from 'zod';
import { culpritKinds, severities } from '../model.ts';
import type { OpenFinding } from '../report/select-findings.ts';
import { openStates } from '../report/select-findings.ts';
import { pageSchema } from './paging.ts';

const severity = z.enum(severities);
const at = z.iso.datetime();

const findingCounts = {
  leftOut: z
    .int()
    .describe(
      'open findings of these clusters that are not listed here, filters aside: a cluster has more than are kept with its newest state, and these are its mildest; its audit has them',
    ),
  notAudited: z
    .int()
    .describe(
      'clusters of those asked for that the newest sweep did not audit: what is told of them is old, or nothing',
    ),
} as const;

export const FindingItem = z
  .object({
    fingerprint: z.string().describe('stable identity of the finding: cluster, check and resource'),
    cluster: z.object({ key: z.string(), name: z.string() }),
    check: z.string().describe('id of the check'),
    severity,
    confidence: z
      .enum(['measured', 'sampled', 'inferred'])
      .nullable()
      .describe('how sure; null when an older version kept it'),
    state: z
      .enum(openStates)
      .describe(
        'against the audit before; `unknown`: the newest audit could not see it, so it counts as open',
      ),
    summary: z.string().describe('the resource, what was observed, what is expected'),
    resource: z
      .object({
        kind: z.string(),
        name: z.string(),
        namespace: z.exactOptional(z.string()),
        part: z.exactOptional(z.string()).describe('tells findings on one object apart'),
      })
      .nullable()
      .describe('what it is about; null when an older version kept it'),
    culprit: z
      .object({ kind: z.enum(culpritKinds), name: z.string() })
      .nullable()
      .describe('who or what causes it; null when that is not known'),
    suppression: z
      .object({ id: z.string(), owner: z.string(), reason: z.string(), expires: at })
      .nullable()
      .describe('set when somebody decided to live with it'),
    firstSeen: at.describe('when an audit first found it'),
    lastSeen: at.describe('when an audit last found it'),
  })
  .describe('an open finding');

export const FindingGroup = z
  .object({
    name: z
      .string()
      .nullable()
      .describe('the check or the client; null for findings of which no client is known to cause them'),
    findings: z.int(),
    suppressed: z.int().describe('how many of them are suppressed'),
    clusters: z.int().describe('how many clusters have one'),
    worst: severity.describe('the worst severity among them'),
    oldest: at.describe('when the oldest of them was first found'),
  })
  .describe('open findings that have the check or the client in common');

export const FindingPage = z.object({ ...pageSchema(FindingItem).shape, ...findingCounts });

export const FindingGroupPage = z.object({
  groups: z.array(FindingGroup).readonly(),
  continuationToken: z.exactOptional(z.string()).describe('absent on the last page'),
  ...findingCounts,
});

export function findingItem({ cluster: { key, name }, entry }: OpenFinding): z.input<typeof FindingItem> {
  const { fingerprint, check, severity, state, summary, confidence, resource, culprit, suppression } = entry;
  return {
    fingerprint,
    cluster: { key, name },
    check,
    severity,
    confidence: confidence ?? null,
    state,
    summary,
    resource: resource ?? null,
    culprit: culprit ?? null,
    suppression: suppression ?? null,
    firstSeen: entry.firstSeen.at,
    lastSeen: entry.lastSeen.at,
  };
}
