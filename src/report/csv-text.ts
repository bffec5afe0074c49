/** Rows as comma-separated values (RFC 4180) that are safe to open in a spreadsheet. */
import { plainLine } from './plain-line.ts';

/** Numbers stay numbers; null is an empty cell, which is not zero. */
export type Cell = string | number | null;

/** Excel takes a file for UTF-8 only when it starts with this. */
const byteOrderMark = '\uFEFF';

/** The header and the rows; each line ends with CR LF, the last one too. */
export function csvText(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [columns, ...rows].map((cells) => `${cells.map(cellText).join(',')}\r\n`);
  return byteOrderMark + lines.join('');
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? String(cell) : quoted(harmless(plainLine(cell)));
}

/**
 * Spreadsheets run a cell that starts with one of these as a formula, spaces before it or not. The apostrophe makes it
 * text. Where the list separator is a semicolon, a cell of ours is cut at each, so what follows one counts as a start.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function harmless(text: string): string {
  return text.replaceAll(/(^|;)(?=\s*[=+\-@＝＋－＠])/gu, "$1'");
}

function quoted(text: string): string {
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
