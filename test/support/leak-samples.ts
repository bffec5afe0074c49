/** Any history of objects and any log of their creation: for what must hold of every check. */
import * as fc from 'fast-check';
import type { HistoryPoint } from '../../src/evidence/history.ts';
import type { CreationsByClient } from '../../src/evidence/logs/creations-by-client.ts';
import { remembered } from './object-history.ts';
import { resourceCreations } from './leaks.ts';

/** Of these and of others the API server counts objects (evidence-samples.ts). */
const kinds = ['nodes', 'pods', 'jobs.batch', 'widgets.example.com', '--all'];

/** Points of `objects:<kind>` by kind. */
export const anyObjectSeries: fc.Arbitrary<Readonly<Record<string, readonly HistoryPoint[]>>> = fc
  .array(fc.tuple(fc.constantFrom(...kinds), anyCourse()), { maxLength: 5 })
  .map((series) => Object.fromEntries(series.map(([kind, points]) => [`objects:${kind}`, points])));

function anyCourse(): fc.Arbitrary<readonly HistoryPoint[]> {
  return fc
    .record({
      count: fc.constantFrom(4_500, 20_000, 210_000),
      perDay: fc.constantFrom(-30, 0, 20, 28, 300, 3_000),
      // After so many days they are deleted; in one jump in so many they came.
      tooth: fc.constantFrom(5, 100, 100, 100),
      jump: fc.constantFrom(1, 1, 1, 3),
      days: fc.constantFrom(4, 7.5, 8, 20),
    })
    .map(({ count, perDay, tooth, jump, days }) =>
      remembered((daysAgo) => count - perDay * (Math.ceil((daysAgo % tooth) / jump) * jump), {
        days,
        everyHours: 24,
      }),
    );
}

/** Without the window, which is that of all that comes from the log. */
export const anyCreations: fc.Arbitrary<Omit<CreationsByClient, 'window'>> = fc
  .uniqueArray(
    fc
      .record({
        resource: fc.constantFrom('jobs', 'pods', 'widgets'),
        created: fc.constantFrom(0, 1, 27),
        deleted: fc.constantFrom(0, 26, 27, 900),
        collectionsDeleted: fc.constantFrom(0, 0, 1),
      })
      .map((given) =>
        resourceCreations({
          ...given,
          apiGroup: { jobs: 'batch', pods: '', widgets: 'example.com' }[given.resource] ?? '',
        }),
      ),
    { maxLength: 3, selector: ({ resource }) => resource },
  )
  .map((resources) => ({ resourceCount: resources.length, resources }));
