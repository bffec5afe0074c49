/** Quoting for text that people paste into a shell or save as YAML: names from clusters are hostile. */

/** One word for a POSIX shell. Plain words stay as they are, so that commands remain readable. */
export function shellQuote(text: string): string {
  // A shell cannot carry NUL in an argument at all.
  const word = text.replaceAll('\0', '');
  return /^[A-Za-z0-9_./:@%+,-][A-Za-z0-9_./:=@%+,-]*$/.test(word)
    ? word
    : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * One YAML scalar that reads back as the same string. Plain words stay bare only where no YAML version gives them
 * another meaning; all else is double-quoted ASCII, because YAML 1.1 readers fold exotic line breaks.
 */
export function yamlString(text: string): string {
  const plain = /^[a-z][a-z0-9]*([./-][a-z0-9]+)*$/.test(text) && !yamlKeywords.has(text);
  if (plain) return text;
  let quoted = '';
  for (const character of text.toWellFormed()) quoted += escaped(character);
  return `"${quoted}"`;
}

const yamlKeywords = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'null', 'y', 'n']);

function escaped(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x20 && code <= 0x7e) return character;
  return code <= 0xffff
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : `\\U${code.toString(16).padStart(8, '0')}`;
}
