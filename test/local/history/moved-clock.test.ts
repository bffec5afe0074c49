import { expect, test } from 'vitest';
import { movedClock } from '../../../local/history/moved-clock.ts';

const past = new Date('2020-01-01T04:00:00.000Z');

test('tells the very time it is set to, and runs from then on', () => {
  const clock = movedClock();
  clock.set(past);
  const [first, second] = [clock.now(), clock.now()];
  expect(first).toEqual(past);
  expect(second.getTime()).toBeGreaterThanOrEqual(past.getTime());
  expect(second.getTime()).toBeLessThan(past.getTime() + 60_000);
});

test('who waits moves it, and waits no longer than that', async () => {
  const clock = movedClock();
  clock.set(past);
  clock.now();
  await clock.sleep(3600, new AbortController().signal);
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(past.getTime() + 3_600_000);
  const tomorrow = new Date(past.getTime() + 86_400_000);
  await clock.waitUntil(tomorrow);
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(tomorrow.getTime());
  await clock.waitUntil(past);
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(tomorrow.getTime());
});

test('who gives up does not wait', async () => {
  await expect(movedClock().sleep(1, AbortSignal.abort(new Error('given up')))).rejects.toThrow('given up');
});
