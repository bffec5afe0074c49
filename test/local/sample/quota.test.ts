import { expect, test } from 'vitest';
import { limited, unlimited } from '../../../local/sample/azure/quota.ts';

test('a bucket is full at first, fills again with time, and each asker has one', () => {
  let seconds = 0;
  const take = limited(() => seconds * 1000);
  const times = (count: number, who = 'a'): number[] =>
    Array.from({ length: count }, () => take('aksCalls', who));
  expect(times(60)).toEqual(Array.from({ length: 60 }, () => 0));
  expect(times(2)).toEqual([1, 1]);
  expect(times(1, 'b')).toEqual([0]);
  seconds = 2;
  expect(times(3)).toEqual([0, 0, 1]);
});

test('without limits nobody ever waits', () => {
  expect(Array.from({ length: 100 }, () => unlimited('resourceGraph', 'a'))).not.toContain(1);
});
