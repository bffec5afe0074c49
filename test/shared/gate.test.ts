import { describe, expect, test } from 'vitest';
import { type GateLimits, createGate } from '../../src/shared/gate.ts';

describe('a gate', () => {
  test('lets the burst through at once and the rest at the rate', async () => {
    const { gate, at, clock } = gateOf({ concurrent: 10, burst: 3, perSecond: 2 });
    await Promise.all(Array.from({ length: 7 }, () => gate.run(at, endless)));
    expect(clock()).toBe(2000);
  });

  test('fills up again while nobody asks, up to the burst', async () => {
    const { gate, at, pass, clock } = gateOf({ concurrent: 1, burst: 2, perSecond: 1 });
    await gate.run(at, endless);
    await gate.run(at, endless);
    pass(60_000);
    await gate.run(at, endless);
    await gate.run(at, endless);
    expect(clock()).toBe(60_000);
    await gate.run(at, endless);
    expect(clock()).toBe(61_000);
  });

  test('lets nothing start while it is held', async () => {
    const { gate, at, clock } = gateOf({ concurrent: 1, burst: 10, perSecond: 10 });
    gate.hold(5);
    gate.hold(1);
    await gate.run(at, endless);
    expect(clock()).toBe(5000);
  });

  test('runs only so many at a time', async () => {
    const { gate } = gateOf({ concurrent: 2, burst: 100, perSecond: 100 });
    let now = 0;
    let peak = 0;
    const call = async (): Promise<void> => {
      now += 1;
      peak = Math.max(peak, now);
      await Promise.resolve();
      now -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, () => gate.run(call, endless)));
    expect(peak).toBe(2);
  });

  test('a call that fails frees its place', async () => {
    const { gate, at } = gateOf({ concurrent: 1, burst: 10, perSecond: 10 });
    await expect(gate.run(() => Promise.reject(new Error('no')), endless)).rejects.toThrow('no');
    await expect(gate.run(at, endless)).resolves.toBe('done');
  });

  test('who has no time left does not wait for a place, and does not run later', async () => {
    const { gate, at } = gateOf({ concurrent: 1, burst: 10, perSecond: 10 });
    let free = (): void => {};
    const first = gate.run(() => new Promise<void>((done) => (free = done)), endless);
    const over = new AbortController();
    let ran = false;
    const second = gate.run(async () => (ran = true), over.signal);
    over.abort(new Error('over'));
    await expect(second).rejects.toThrow('over');
    free();
    await first;
    await gate.run(at, endless);
    expect(ran).toBe(false);
  });
});

const endless = new AbortController().signal;

function gateOf(limits: GateLimits) {
  let clock = 0;
  const pass = (milliseconds: number): void => {
    clock += milliseconds;
  };
  const timing = { now: () => clock, pause: async (milliseconds: number) => pass(milliseconds) };
  return { gate: createGate(limits, timing), at: () => Promise.resolve('done'), pass, clock: () => clock };
}
