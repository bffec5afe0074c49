/**
 * One line of text that came from outside, safe to show and to log: control and direction-changing characters become
 * spaces, and it is cut at `most` characters.
 */
export function cleanText(text: string, most: number): string {
  const oneLine = text
    .slice(0, 4 * most)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const characters = Array.from(oneLine);
  return characters.length <= most ? oneLine : `${characters.slice(0, most - 1).join('')}…`;
}
