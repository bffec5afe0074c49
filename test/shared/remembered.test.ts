import { describe, expect, it } from 'vitest';
import { remembered } from '../../src/shared/remembered.ts';

describe('remembered', () => {
  it('makes the value once, however many ask at the same time', async () => {
    let made = 0;
    const value = remembered(async () => ++made);
    expect(made).toBe(0);
    expect(await Promise.all([value.get(), value.get()])).toEqual([1, 1]);
    expect(await value.get()).toBe(1);
  });

  it('tells a failure to all who wait, and tries again for the next', async () => {
    let tries = 0;
    const value = remembered(async () => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
      return 'made';
    });
    const [one, other] = await Promise.allSettled([value.get(), value.get()]);
    expect([one.status, other.status]).toEqual(['rejected', 'rejected']);
    expect(await value.get()).toBe('made');
    expect(tries).toBe(2);
  });

  it('makes the value anew when it was forgotten', async () => {
    let made = 0;
    const value = remembered(async () => ++made);
    await value.get();
    value.forget();
    expect(await value.get()).toBe(2);
  });
});
