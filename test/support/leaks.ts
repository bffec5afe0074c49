/** Builders of evidence about leaks: a batch platform that forgets its Jobs, unless a test says otherwise. */
import type { LeakSuspects, SuspectKind } from '../../src/evidence/leak-suspects.ts';
import type { CreationsByClient } from '../../src/evidence/logs/creations-by-client.ts';
import { logWindow } from './azure-evidence.ts';

export function leakSuspects(kinds: readonly SuspectKind[], given: Partial<LeakSuspects> = {}): LeakSuspects {
  return { counted: 41, kinds, unseen: [], gone: [], ...given };
}

export function suspectKind(given: Partial<SuspectKind> = {}): SuspectKind {
  return {
    kind: 'jobs.batch',
    total: 48_120,
    sampled: 2_500,
    complete: false,
    namespaces: [
      { name: 'batch', objects: 2_450, total: 47_157 },
      { name: 'shop', objects: 50, total: 963 },
    ],
    namespaceCount: 2,
    beyond: 0,
    withoutOwner: 2_450,
    owners: [{ kind: 'CronJob', objects: 50 }],
    managers: [{ name: 'job-dispatcher', objects: 2_450 }],
    labels: [],
    ages: { underAnHour: 25, underADay: 250, underAWeek: 1_000, under30Days: 1_225, older: 0 },
    ...given,
  };
}

type ResourceCreations = CreationsByClient['resources'][number];

export function creationsByClient(resources: readonly ResourceCreations[]): CreationsByClient {
  return { window: logWindow(), resourceCount: resources.length, resources };
}

export function resourceCreations(given: Partial<ResourceCreations> = {}): ResourceCreations {
  return {
    resource: 'jobs',
    apiGroup: 'batch',
    created: 27,
    deleted: 0,
    collectionsDeleted: 0,
    creators: [
      {
        userAgent: 'job-dispatcher/3.2.1',
        username: 'system:serviceaccount:batch:job-dispatcher',
        role: 'client',
        namespace: 'batch',
        created: 27,
      },
    ],
    ...given,
  };
}
