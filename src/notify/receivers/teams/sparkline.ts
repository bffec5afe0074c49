/** A row of bars in characters: cards have no drawings. */

const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** `▁▄█·▂`: each height is 0–1, and null, where nothing was seen, is a dot. */
export function sparkline(heights: readonly (number | null)[]): string {
  return heights.map((height) => (height === null ? '·' : (blocks[Math.round(height * 7)] ?? '█'))).join('');
}
