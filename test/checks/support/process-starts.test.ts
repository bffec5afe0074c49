import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { againByLease, leaseStarts, separateStarts } from '../../../src/checks/support/process-starts.ts';

const minutes = 60_000;

/** `a1 b1`: the API servers a and b, each with its first process. */
function seenAt(minute: number, words: string) {
  const servers = words.split(' ').map((word) => ({ lease: word[0] ?? '', holder: word }));
  return { at: minute * minutes, servers };
}

describe('starts that leases show', () => {
  test.each([
    ['one audit', [seenAt(0, 'a1 b1')], []],
    ['the same processes', [seenAt(0, 'a1 b1'), seenAt(60, 'a1 b1')], []],
    [
      'another process under an old name',
      [seenAt(0, 'a1 b1'), seenAt(60, 'a2 b1')],
      [{ lease: 'a', after: 0, by: 60 * minutes, again: true }],
    ],
    [
      'a name that was not there',
      [seenAt(0, 'a1'), seenAt(60, 'a1 c1')],
      [{ lease: 'c', after: 0, by: 60 * minutes, again: false }],
    ],
    [
      'a process that was not seen for one audit',
      [seenAt(0, 'a1 b1'), seenAt(60, 'b1'), seenAt(120, 'a1 b1')],
      [],
    ],
  ])('%s', (_, seen, starts) => {
    expect(leaseStarts(seen)).toEqual(starts);
    expect(leaseStarts(seen.toReversed())).toEqual(starts);
  });

  test('count by API server when it is the same that starts again', () => {
    const seen = [seenAt(0, 'a1 b1'), seenAt(60, 'a2 b1'), seenAt(120, 'a3 b1 c1')];

    expect(againByLease(leaseStarts(seen))).toEqual(new Map([['a', 2]]));
  });
});

describe('separate starts', () => {
  const together = 20 * minutes;
  const at = (...times: number[]) => times.map((minute) => minute * minutes);

  test.each([
    ['none', [], [], 0],
    ['three starts within twenty minutes are one roll-out', [], at(0, 10, 19), 1],
    ['starts farther apart are not', [], at(0, 21, 60), 3],
    [
      'servers that were new at the same audit may have started together',
      [seenAt(0, 'a1'), seenAt(60, 'a1 b1 c1')],
      [],
      1,
    ],
    [
      'a start that answered may be the one that the lease shows',
      [seenAt(0, 'a1'), seenAt(60, 'a2')],
      at(30),
      1,
    ],
    ['and is another when it was before', [seenAt(40, 'a1'), seenAt(60, 'a2')], at(0), 2],
    [
      'one API server that started again at three audits did it three times',
      [seenAt(0, 'a1'), seenAt(15, 'a2'), seenAt(30, 'a3'), seenAt(45, 'a4')],
      [],
      3,
    ],
  ])('%s', (_, seen, answered, expected) => {
    expect(separateStarts(leaseStarts(seen), answered, together)).toBe(expected);
  });

  test('are never more than the starts that were seen, and at least one when there was one', () => {
    const audits = fc.array(fc.array(fc.constantFrom('a1', 'a2', 'a3', 'b1', 'b2', 'c1'), { maxLength: 3 }), {
      maxLength: 8,
    });

    fc.assert(
      fc.property(audits, fc.array(fc.nat(600), { maxLength: 6 }), (seen, answered) => {
        const starts = leaseStarts(seen.map((words, index) => seenAt(index * 60, words.join(' '))));
        const all = starts.length + new Set(answered).size;
        const count = separateStarts(starts, at(...new Set(answered)), together);
        expect(count).toBeLessThanOrEqual(all);
        expect(count > 0).toBe(all > 0);
      }),
    );
  });
});
