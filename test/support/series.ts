/** Synthetic series of a figure, the same on every run. */
export interface Sample {
  readonly at: number;
  readonly value: number;
}

export const day = 86_400_000;

/** Where every series ends. */
export const newest = Date.UTC(2026, 5, 15, 12);

export interface Random {
  /** 0 (included) to 1 (not included). */
  uniform(): number;
  /** Mean 0, standard deviation 1. */
  normal(): number;
  /** One of them. */
  oneOf<T>(choices: readonly T[]): T;
}

/** Mulberry32 (https://github.com/bryc/code/blob/master/jshash/PRNGs.md): small, fast and good enough for noise. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    oneOf: (choices) => {
      const choice = choices[Math.floor(uniform() * choices.length)];
      if (choice === undefined) throw new Error('There is nothing to choose from.');
      return choice;
    },
  };
}

/** Noise in which each value has `correlation` of the one before it; standard deviation 1. */
export function noise(random: Random, count: number, correlation = 0): readonly number[] {
  const own = Math.sqrt(1 - correlation ** 2);
  const values: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const before = values.at(-1);
    values.push(before === undefined ? random.normal() : correlation * before + own * random.normal());
  }
  return values;
}

/** Samples at the days before the newest one that are listed, oldest first. */
export function seriesAt(
  days: readonly number[],
  valueAt: (t: number, i: number) => number,
): readonly Sample[] {
  return days.map((t, i) => ({ at: Math.round(newest + t * day), value: valueAt(t, i) }));
}

/** Days of `count` samples over `span` days, the newest at 0. `jitter` is the part of a distance that they stray. */
export function daysOf(count: number, span: number, random?: Random, jitter = 0): readonly number[] {
  const distance = span / (count - 1);
  return Array.from({ length: count }, (_, i) => {
    const stray = random === undefined || i === count - 1 ? 0 : (random.uniform() - 0.5) * jitter * distance;
    return -span + i * distance + stray;
  });
}
