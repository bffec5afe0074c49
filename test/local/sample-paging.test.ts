import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyOf, metadataOf } from '../../local/sample/objects/object.ts';
import type { KubernetesObject } from '../../local/sample/objects/object.ts';
import { pageOf } from '../../local/sample/paging.ts';

const name = fc.string({ minLength: 1, unit: fc.constantFrom('a', 'b', '0', '9', '.', '-') });
const objects = fc
  .uniqueArray(fc.record({ namespace: name, name }), {
    selector: (one) => `${one.namespace}/${one.name}`,
    maxLength: 30,
  })
  .map((list) =>
    list
      .map((one): KubernetesObject => ({
        metadata: metadataOf('c', 'Lease', one.name, new Date(0), { namespace: one.namespace }),
      }))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  );

test('pages of any size give every object once, in order, and count what is left', () => {
  fc.assert(
    fc.property(objects, fc.integer({ min: 1, max: 12 }), (all, limit) => {
      const seen: KubernetesObject[] = [];
      let token: string | undefined;
      do {
        const page = pageOf(
          all,
          { limit, continueToken: token ?? null, fromCache: false, labels: {}, fields: {} },
          '1234',
        );
        expect(page?.items.length).toBeLessThanOrEqual(limit);
        seen.push(...(page?.items ?? []));
        expect(page?.metadata.remainingItemCount ?? 0).toBe(all.length - seen.length);
        token = page?.metadata.continue;
      } while (token !== undefined);
      expect(seen).toEqual(all);
    }),
  );
});
