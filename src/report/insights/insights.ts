/** What is told of the fleet as a whole, as data: `GET /api/insights`, the reports, the fleet page, the digest. */
import * as z from 'zod';
import { severities } from '../../model.ts';

const moment = z.iso.datetime();
const severity = z.enum(severities);

const Cluster = z.object({ key: z.string(), name: z.string() });
export type InsightCluster = z.infer<typeof Cluster>;

const Unseen = z
  .object({ cluster: Cluster, why: z.string().describe('why it could not be seen there, one sentence') })
  .describe('a cluster of which this is not known, or not all of it');
export type UnseenCluster = z.infer<typeof Unseen>;

function insight<T extends z.ZodType>(item: T, what: string) {
  return z
    .object({
      items: z.array(item).describe('those that matter most first, at most 100'),
      total: z.int().describe('how many there are in all'),
      unseen: z.array(Unseen).describe('clusters that are counted out, at most 100'),
      unseenTotal: z
        .int()
        .describe('how many clusters are counted out: no items is good news only where this is 0'),
    })
    .describe(what);
}

const clustersTotal = z.int().describe('how many clusters it is in');

const SharedClient = z.object({
  name: z
    .string()
    .describe('the program; with its user where many programs have this name, e.g. kubectl or manager'),
  versions: z.array(z.string()).describe('as their user agents tell them; none where they do not'),
  worst: severity.nullable().describe('the worst severity among its findings; null when there is none'),
  clusters: z
    .array(
      z.object({
        cluster: Cluster,
        findings: z
          .array(z.object({ check: z.string(), severity, fingerprint: z.string() }))
          .describe('open findings that name it as the cause, worst first'),
        share: z
          .number()
          .nullable()
          .describe(
            'of the requests in the audit log, 0–1; null when it is not among the busiest, or not known',
          ),
        requestsPerSecond: z.number().nullable().describe('watches and streams left out'),
      }),
    )
    .describe('at most 100'),
  clustersTotal,
});
export type SharedClient = z.infer<typeof SharedClient>;

const FirstSeen = {
  firstSeen: moment.describe('when an audit first saw it'),
  clusters: z.array(Cluster).describe('where it is now, as far as is seen; at most 100'),
  clustersTotal,
};

const NewClient = z.object({
  name: z.string().describe('as in sharedClients'),
  version: z.string().nullable().describe('null when the client does not tell, or has several'),
  kind: z
    .enum(['client', 'version'])
    .describe('client: the client itself is new; version: the client is known, this version of it is not'),
  ...FirstSeen,
});
export type NewClient = z.infer<typeof NewClient>;

const NewVersion = z.object({ version: z.string().describe('as API servers give it'), ...FirstSeen });
export type NewVersion = z.infer<typeof NewVersion>;

const VanishedCluster = z.object({
  cluster: Cluster,
  at: moment.describe('when the sweep that did not find it was closed'),
  why: z.string(),
  lastAudited: moment.nullable().describe('null when it was never audited'),
  openFindings: z.int().describe('what was open when it was last audited'),
});
export type VanishedCluster = z.infer<typeof VanishedCluster>;

const SubscriptionCoverage = z.object({
  subscriptionId: z.string().nullable().describe('null for clusters that are known from a kubeconfig'),
  clusters: z.int().describe('those that have something to audit'),
  audited: z.int().describe('by the newest sweep'),
  coverage: z
    .number()
    .nullable()
    .describe(
      'mean share of the checks that could be judged, 0–1; a cluster that was not audited counts as 0; null when there is nothing to audit',
    ),
  withoutScore: z.int().describe('audited, but too little was seen to give a score'),
  withoutClients: z.int().describe('clusters of whose clients nothing was seen'),
});
export type SubscriptionCoverage = z.infer<typeof SubscriptionCoverage>;

export const Insights = z
  .object({
    remembered: z
      .object({
        since: moment
          .nullable()
          .describe('what was in the fleet before is not known; null when nothing is remembered yet'),
        days: z.int().describe('what was not seen for so many days is new when it comes back'),
        leftOut: z.int().describe('clients that there is no room to remember: they may be told as new again'),
      })
      .describe('what first-seen clients and versions are held against'),
    sharedClients: insight(SharedClient, 'clients that are heavy in several clusters'),
    newClients: insight(
      NewClient,
      'clients and their versions that were first seen within the last 7 days, among the busiest of a cluster',
    ),
    newVersions: insight(NewVersion, 'versions of Kubernetes that were first seen within the last 7 days'),
    vanished: insight(VanishedCluster, '')
      .extend({
        hidden: z
          .array(z.string())
          .describe('parts of the fleet that could not be seen: clusters may only be hidden'),
      })
      .describe('clusters that left the fleet within the last 30 days'),
    subscriptions: insight(SubscriptionCoverage, 'how much could be seen, by subscription, least first'),
  })
  .describe('what is to be told of the fleet as a whole');
export type Insights = z.infer<typeof Insights>;
