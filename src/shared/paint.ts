/** Colours of a terminal, by the style that a text has: https://en.wikipedia.org/wiki/ANSI_escape_code#SGR */
export function painter<Style extends string>(
  codes: Readonly<Record<Style, string>>,
  colour: boolean,
): (style: Style, text: string) => string {
  return (style, text) => (colour ? `\u001B[${codes[style]}m${text}\u001B[0m` : text);
}
