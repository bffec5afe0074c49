import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attemptIn,
  attemptOf,
  clusterKeyOf,
  dayPartition,
  dayPartitionsBefore,
  deadLetterRowKey,
  decisionIdOf,
  decisionRowKey,
  deliveryIdOf,
  deliveryRowKey,
  fingerprintOf,
  isKey,
  newestFirst,
  partRowKey,
  partsPartition,
  partsPartitionsBefore,
  policyRowKey,
  receiverKey,
  rollupPartition,
  rollupRowKey,
  rollupRowKeysBetween,
  rowKeysOlderThan,
  startOfRollup,
  startOfSweep,
  subscriptionRowKey,
  sweepIdIn,
  sweepIdOf,
  sweepRowKey,
  sweepRowKeysBetween,
} from '../../src/store/keys.ts';

const prod =
  '/subscriptions/0a/resourceGroups/rg-Prod/providers/Microsoft.ContainerService/managedClusters/Prod-1';

describe('clusterKeyOf', () => {
  it('is the readable name and a hash of the id', () => {
    expect(clusterKeyOf('kubeconfig:prod-1')).toBe('prod-1-e16a05df4dd4801a');
  });

  it('reads ARM ids without regard to case', () => {
    expect(clusterKeyOf(prod.toUpperCase())).toBe(clusterKeyOf(prod.toLowerCase()));
    expect(clusterKeyOf(prod)).toMatch(/^prod-1-[0-9a-f]{16}$/);
  });

  it('tells kubeconfig contexts apart that differ by case only', () => {
    expect(clusterKeyOf('kubeconfig:Prod')).not.toBe(clusterKeyOf('kubeconfig:prod'));
  });

  it.each([
    ['kubeconfig:../../etc/passwd', /^passwd-/],
    ['kubeconfig:<script>"\'', /^script-/],
    ['kubeconfig:арк', /^cluster-/],
    ['kubeconfig:', /^kubeconfig-/],
    ['', /^cluster-/],
    [`kubeconfig:${'a'.repeat(300)}`, /^a{40}-/],
  ])('makes %j safe', (id, expected) => {
    expect(clusterKeyOf(id)).toMatch(expected);
  });

  it('only holds lower-case letters, digits and hyphens, at most 57 of them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (id) => {
        expect(clusterKeyOf(id)).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,55})[a-z0-9]$/);
        expect(isKey(clusterKeyOf(id))).toBe(true);
      }),
    );
  });

  it('is different for different ids', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'grapheme' }), { minLength: 2 }), (contexts) => {
        const keys = contexts.map((context) => clusterKeyOf(`kubeconfig:${context}`));
        expect(new Set(keys).size).toBe(contexts.length);
      }),
    );
  });
});

describe('fingerprintOf', () => {
  it('is the same for the same cluster, check and resource, whatever the order of the fields', () => {
    const one = fingerprintOf('c', 'k', { kind: 'Pod', name: 'a', namespace: 'n', part: 'p' });
    const two = fingerprintOf('c', 'k', { part: 'p', namespace: 'n', name: 'a', kind: 'Pod' });
    expect(one).toBe(two);
    expect(one).toMatch(/^[0-9a-f]{32}$/);
  });

  it('tells parts apart that would read the same when strung together', () => {
    const part = fc.oneof(fc.string(), fc.constantFrom('', '/', ',', '"', '","', 'null', '[', ']'));
    const optional = fc.option(part, { nil: undefined });
    const resource = fc.tuple(part, part, part, part, optional, optional);
    fc.assert(
      fc.property(resource, resource, (one, two) => {
        const same = one.every((text, index) => text === two[index]);
        expect(fingerprint(one) === fingerprint(two)).toBe(same);
      }),
    );
  });

  it.each([
    [
      { kind: 'Pod', name: 'a' },
      { kind: 'Pod', name: 'a', namespace: '' },
    ],
    [
      { kind: 'Pod', name: 'a', namespace: 'b' },
      { kind: 'Pod', name: 'a', part: 'b' },
    ],
    [
      { kind: 'Pod', name: 'a', namespace: 'b' },
      { kind: 'Pod', name: 'b', namespace: 'a' },
    ],
    [
      { kind: 'Pod', name: '\ud800' },
      { kind: 'Pod', name: '\ud801' },
    ],
  ])('%j is not %j', (one, two) => {
    expect(fingerprintOf('c', 'k', one)).not.toBe(fingerprintOf('c', 'k', two));
  });
});

describe('sweep ids', () => {
  it('are the start to the millisecond', () => {
    expect(sweepIdOf(new Date('2026-11-24T03:15:00.007Z'))).toBe('20261124T031500007Z');
  });

  it('give their start back, and the row key gives them back', () => {
    fc.assert(
      fc.property(time(), (start) => {
        const id = sweepIdOf(start);
        expect(startOfSweep(id)).toEqual(start);
        expect(sweepIdIn(sweepRowKey(id) ?? '')).toBe(id);
      }),
    );
  });

  it.each([
    '',
    'monday',
    '19691231T235959999Z',
    '20261131T000000000Z',
    '20261124T031500Z',
    "20261124T031500000Z' or 1 eq 1",
  ])('are not %j', (text) => {
    expect(startOfSweep(text)).toBeNull();
    expect(sweepRowKey(text)).toBeNull();
  });

  it('have row keys that sort newest first as text', () => {
    fc.assert(
      fc.property(fc.array(time(), { minLength: 2 }), (times) => {
        const keys = times.map((at) => sweepRowKey(sweepIdOf(at)) ?? '');
        const newest = times.toSorted((a, b) => b.getTime() - a.getTime());
        expect(keys.toSorted()).toEqual(newest.map((at) => sweepRowKey(sweepIdOf(at))));
      }),
    );
  });
});

describe('sweepRowKeysBetween and rowKeysOlderThan', () => {
  it('tell by the row key alone which sweeps started in a span of time, and which before', () => {
    fc.assert(
      fc.property(time(), time(), time(), (start, from, to) => {
        const key = sweepRowKey(sweepIdOf(start)) ?? '';
        const [first, before] = sweepRowKeysBetween(from, to);
        expect(first <= key && key < before).toBe(from <= start && start <= to);
        expect(key >= rowKeysOlderThan(from)).toBe(start < from);
      }),
    );
  });
});

describe('keys of rollups', () => {
  // Times that cannot be keys are taken for the first and the last that can; at those two, a span beyond them is one with them.
  const within = fc.date({
    min: new Date(1),
    max: new Date('9999-12-31T23:59:59.998Z'),
    noInvalidDate: true,
  });

  it('sort by time, give their start back, and can be compared with any span', () => {
    fc.assert(
      fc.property(within, anyTime(), anyTime(), (start, from, to) => {
        const key = rollupRowKey(start);
        expect(startOfRollup(key)).toBe(start.toISOString());
        const [first, last] = rollupRowKeysBetween(from, to);
        expect(first <= key && key <= last).toBe(from <= start && start <= to);
      }),
    );
  });

  it('keep cluster, fleet and copies of days apart', () => {
    const at = new Date('2026-11-24T23:59:59.999Z');
    expect([rollupPartition('prod-1', 'hour'), rollupPartition('fleet', 'day'), dayPartition(at)]).toEqual([
      'prod-1:hour',
      'fleet:day',
      'day:20261124',
    ]);
    expect([rollupPartition('prod-1', 'hour'), dayPartition(at)].every(isKey)).toBe(true);
  });

  it.each([
    ['2026-11-24T00:00:00.000Z', '2026-11-23', true],
    ['2026-11-24T00:00:00.000Z', '2026-11-24', false],
    ['2026-11-24T00:00:00.001Z', '2026-11-24', true],
    ['2026-11-24T00:00:00.001Z', '2026-11-25', false],
  ])('days that start before %s: %s is one: %s', (time, day, expected) => {
    const [first, before] = dayPartitionsBefore(new Date(time));
    const key = dayPartition(new Date(day));
    expect(first <= key && key < before).toBe(expected);
  });
});

describe('keys of notifications', () => {
  const about = fc.array(fc.string(), { maxLength: 3 });

  it('put the newest first, and tell by themselves what is older than a time', () => {
    fc.assert(
      fc.property(time(), time(), about, (at, other, of) => {
        const keysAt = (moment: Date) =>
          [decisionRowKey(decisionIdOf(moment)), deliveryRowKey(deliveryIdOf(moment, of))] as const;
        for (const [index, key] of keysAt(at).entries()) {
          expect(isKey(key ?? '')).toBe(true);
          expect((key ?? '') >= rowKeysOlderThan(other)).toBe(at < other);
          if (at > other) expect((key ?? '') < (keysAt(other)[index] ?? '')).toBe(true);
        }
      }),
    );
  });

  it.each([
    '',
    '20261124T031500000Z',
    '20261124T031500000Z-',
    '20261124T031500000Z-0123456789ABCDEF',
    '20261124T031500000Z-0123456789abcdef0',
    '19691231T235959999Z-0123456789abcdef',
    '20261131T000000000Z-0123456789abcdef',
    "20261124T031500000Z-0123456789abcdef' or 1 eq 1",
  ])('there is none of the delivery %j', (id) => {
    expect(deliveryRowKey(id)).toBeNull();
  });

  it('tell parts of attempts that began before a time from others, and from decisions and health', () => {
    fc.assert(
      // The last millisecond of all there can be in keys has none after it.
      fc.property(time(), anyTime(), (began, other) => {
        const beganAt = new Date(Math.max(0, began.getTime() - 1));
        const partition = partsPartition(attemptOf(beganAt, 'random'));
        const [first, before] = partsPartitionsBefore(other);
        expect(first <= partition && partition < before).toBe(beganAt < other);
        expect(attemptIn(partition)).toBe(attemptOf(beganAt, 'random'));
        for (const key of ['decisions', 'health']) expect(first <= key && key < before).toBe(false);
      }),
    );
    expect(isKey(partsPartition(attemptOf(new Date(0), crypto.randomUUID())))).toBe(true);
  });

  it('keep parts in their order', () => {
    expect([10, 2, 100].map(partRowKey).toSorted()).toEqual(['0002', '0010', '0100']);
  });
});

describe.each([
  ['policyRowKey', policyRowKey],
  ['receiverKey', receiverKey],
  ['subscriptionRowKey', subscriptionRowKey],
])('%s', (_name, keyOf) => {
  it('is the id where that can be a key, and another for each other id', () => {
    expect(keyOf('batch-jobs')).toBe('batch-jobs');
    const id = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('~', 'a', '~a', keyOf('/')));
    fc.assert(
      fc.property(id, id, (one, other) => {
        expect(isKey(keyOf(one))).toBe(true);
        expect(keyOf(one) === keyOf(other)).toBe(one === other);
      }),
    );
  });
});

describe('newestFirst', () => {
  it('has 16 digits for every time there can be', () => {
    expect(newestFirst(new Date(0))).toBe('8640000000000000');
    expect(newestFirst(new Date(8.64e15))).toBe('0000000000000000');
  });

  it.each([new Date(Number.NaN), new Date(-1)])('refuses %s', (time) => {
    expect(() => newestFirst(time)).toThrow(RangeError);
  });
});

describe('deadLetterRowKey', () => {
  it('is one row for one message and time, whatever the message id holds', () => {
    const at = '2026-11-24T03:15:00.000Z';
    expect(deadLetterRowKey(at, 'audit-cluster', '../a?#')).toBe(
      deadLetterRowKey(at, 'audit-cluster', '../a?#'),
    );
    expect(isKey(deadLetterRowKey(at, 'audit-cluster', '../a?#'))).toBe(true);
    expect(deadLetterRowKey(at, 'a', 'b')).not.toBe(deadLetterRowKey(at, 'b', 'a'));
  });
});

describe('isKey', () => {
  it.each(['', 'a/b', 'a\\b', 'a#b', 'a?b', "a'b", 'a%b', 'a b', 'ä', 'a\n', 'a'.repeat(129)])(
    'refuses %j',
    (text) => {
      expect(isKey(text)).toBe(false);
    },
  );
});

/** What a caller may give, times that no key can hold too. */
function anyTime(): fc.Arbitrary<Date> {
  return fc.date({ noInvalidDate: true });
}

function time(): fc.Arbitrary<Date> {
  return fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
}

function fingerprint([cluster = '', check = '', kind = '', name = '', namespace, part]: readonly (
  string | undefined
)[]): string {
  return fingerprintOf(cluster, check, {
    kind,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(part === undefined ? {} : { part }),
  });
}
