import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { RowTooLarge } from '../../src/store/row-size.ts';
import { columnsOf, headlineColumns, headlineIn } from '../../src/store/table/columns.ts';
import { aHeadline } from './builders.ts';

describe('columnsOf', () => {
  // An untyped whole number is an Int32 to the service; the emulator takes any.
  it('states the type of every figure that may pass 2^31 or have a fraction', () => {
    expect(columnsOf(aHeadline({ score: 100, objects: { configmaps: 14_002 } }))).toEqual({
      score: { type: 'Double', value: '100' },
      coverage: { type: 'Double', value: '0.30000000000000004' },
      high: 1,
      suppressed: 0,
      etcdBytes: { type: 'Double', value: '4937000000' },
      etcdUsed: { type: 'Double', value: '0.574' },
      apiServerCpu: { type: 'Double', value: '0.41' },
      apiServerMemory: { type: 'Double', value: '0.63' },
      etcdMemory: { type: 'Double', value: '0.2' },
      requestsPerSecond: { type: 'Double', value: '61.25' },
      kubernetesVersion: 'v1.31.2',
      requests: { type: 'Double', value: '21' },
      bytes: { type: 'Double', value: '3000000000' },
      listedObjects: { type: 'Double', value: '480' },
      objects: '{"configmaps":14002}',
    });
  });

  it('has no column for what was not seen', () => {
    const unseen = {
      score: null,
      etcdBytes: null,
      etcdUsed: null,
      apiServerCpu: null,
      apiServerMemory: null,
      etcdMemory: null,
      requestsPerSecond: null,
      objects: null,
    };
    const columns = columnsOf(aHeadline({ ...unseen, findings: {} }));
    const set = Object.entries(columns).filter(([, value]) => value !== undefined);
    expect(set.map(([name]) => name)).toEqual([
      'coverage',
      'suppressed',
      'kubernetesVersion',
      'requests',
      'bytes',
      'listedObjects',
    ]);
  });

  it('writes no column that lists would not select', () => {
    const columns = Object.keys(columnsOf(aHeadline({ objects: manyKinds(5000) })));
    expect(columns.length).toBeGreaterThan(9);
    expect(columns.filter((name) => !headlineColumns.includes(name))).toEqual([]);
  });

  it('refuses more kinds than any API server has', () => {
    expect(() => columnsOf(aHeadline({ objects: manyKinds(20_000) }))).toThrow(RowTooLarge);
  });
});

describe('headlineIn', () => {
  it.each([
    ['a figure that is text', { coverage: 'much' }],
    ['a figure that is missing', { coverage: undefined }],
    ['a count that is negative', { high: -1 }],
    ['suppressed findings that were not counted', { suppressed: undefined }],
    ['objects that are no counts', { objects: '{"pods":"many"}' }],
  ])('refuses %s', (_what, change) => {
    const stored = { coverage: 0.5, suppressed: 0, requests: 1, bytes: 1, listedObjects: 1 };
    expect(headlineIn(stored)).toMatchObject({ coverage: 0.5, score: null, objects: null });
    expect(() => headlineIn({ ...stored, ...change })).toThrow();
  });
});

/** Names that do not compress. */
function manyKinds(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [randomUUID(), index] as const));
}
