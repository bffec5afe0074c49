/** Chance that repeats: the same name and number always give the same draws, whatever was drawn before. */

/** FNV-1a: a steady number for a name. http://www.isthe.com/chongo/tech/comp/fnv/ */
export function hashOf(name: string): number {
  let hash = 2_166_136_261;
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return hash;
}

const wordSize = 2 ** 32;

/** Draws between 0 and 1 for the n-th thing of a seed (mulberry32). */
export function draws(seed: number, index: number): () => number {
  const high = Math.floor(index / wordSize);
  let state = (seed ^ Math.imul((index % wordSize) | 0, 0x9e37_79b1) ^ Math.imul(high, 0x85eb_ca6b)) >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / wordSize;
  };
}

/** A log-normal draw: most values near the median, a long tail above. */
export function skewed(next: () => number, median: number, sigma: number): number {
  // Box–Muller; 1 − x keeps the logarithm away from zero.
  const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return median * Math.exp(sigma * normal);
}

/** Digits in the form of a GUID, made of a name. */
export function guidOf(name: string): string {
  const part = (salt: number): string => hashOf(`${salt}/${name}`).toString(16).padStart(8, '0');
  const digits = `${part(1)}${part(2)}${part(3)}${part(4)}`;
  const [a, b, c, d, e] = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(13, 16),
    digits.slice(17, 20),
    digits.slice(20),
  ];
  return `${a}-${b}-4${c}-a${d}-${e}`;
}
