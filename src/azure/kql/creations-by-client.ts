import { z } from 'zod';
import type { CreationsByClient } from '../../evidence/logs/creations-by-client.ts';
import { logClient } from '../../evidence/logs/log-client.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { countCell, listCell, textCell } from './cells.ts';
import { defineLogQuery } from './log-query.ts';
import { auditRequests } from './source.ts';
import { topPerCluster } from './top.ts';

/**
 * Creations are set against the deletions of everyone, because the one who creates is rarely the one who deletes. A pod is
 * deleted twice, by whoever wants it gone and by its kubelet once it has ended; the second is left out.
 */
export const creationsByClient = defineLogQuery({
  id: 'creations-by-client',
  kind: 'creationsByClient',
  title: 'What is created and not deleted, by client',
  needs: 'writes',
  kql: (target) => `${auditRequests(target, [...columns])}
| where Verb in ("create", "delete", "deletecollection") and Code >= 200 and Code < 300 and RequestUri !contains "dryRun="
// Subresources and reviews are never stored, and events expire by themselves.
| where isnotempty(Resource) and isempty(Subresource) and Resource != "events"
    and ApiGroup !in ("authentication.k8s.io", "authorization.k8s.io")
| summarize Created = countif(Verb == "create"),
    Deleted = countif(Verb == "delete" and not(Username startswith "system:node:")),
    CollectionsDeleted = countif(Verb == "deletecollection")
    by ClusterId, Resource, ApiGroup, UserAgent, Username, Namespace
| order by Created desc, UserAgent asc, Username asc, Namespace asc
| summarize Created = sum(Created),
    Deleted = sum(Deleted),
    CollectionsDeleted = sum(CollectionsDeleted),
    Creators = make_list_if(bag_pack("UserAgent", UserAgent, "Username", Username, "Namespace", Namespace,
        "Created", Created), Created > 0, 5)
    by ClusterId, Resource, ApiGroup
| extend Kept = Created - Deleted
${topPerCluster({
  count: 20,
  orderBy: 'Kept desc, Created desc, Resource asc, ApiGroup asc',
  totals: { ResourceCount: 'count()' },
  columns: {
    Resource: 'string',
    ApiGroup: 'string',
    Created: 'long',
    Deleted: 'long',
    CollectionsDeleted: 'long',
    Creators: 'dynamic',
  },
})}`,
  row: z.object({
    ClusterId: textCell,
    ResourceCount: countCell,
    Resource: textCell,
    ApiGroup: textCell,
    Created: countCell,
    Deleted: countCell,
    CollectionsDeleted: countCell,
    Creators: listCell(
      z.object({ UserAgent: textCell, Username: textCell, Namespace: textCell, Created: countCell }),
    ),
  }),
  evidence: (rows, { window }): CreationsByClient => ({
    window,
    resourceCount: rows[0]?.ResourceCount ?? 0,
    resources: rows.map((row) => ({
      resource: cleanText(row.Resource, 130),
      apiGroup: cleanText(row.ApiGroup, 130),
      created: row.Created,
      deleted: row.Deleted,
      collectionsDeleted: row.CollectionsDeleted,
      creators: row.Creators.map((creator) => ({
        ...logClient(creator.UserAgent, creator.Username),
        namespace: cleanText(creator.Namespace, 63),
        created: creator.Created,
      })),
    })),
  }),
});

const columns = [
  'UserAgent',
  'Username',
  'Verb',
  'RequestUri',
  'Resource',
  'Subresource',
  'ApiGroup',
  'Namespace',
  'Code',
] as const;
