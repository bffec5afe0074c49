import { plainLine } from '../plain-line.ts';

export interface SarifMessage {
  readonly text: string;
}

/**
 * A message in which no text from a cluster becomes a placeholder or a link: braces are doubled, as the standard has it
 * (§3.11.5), and a bracket is kept apart from the parenthesis that would make it a link (§3.11.6).
 */
export function messageOf(text: string): SarifMessage {
  const escaped = plainLine(text)
    .replaceAll(/[{}]/gu, (brace) => brace + brace)
    .replaceAll('](', '] (');
  // An empty text is refused by some readers.
  return { text: escaped === '' ? '(no text)' : escaped };
}
