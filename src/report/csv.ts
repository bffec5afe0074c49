/** Comma-separated values by RFC 4180 that are safe to open in a spreadsheet. */

/** A number is written as it is; null, for what is not known, as nothing. */
export type CsvCell = string | number | null;

/** Rows of the same columns; the first line names them. */
export function csv(columns: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const lines = [columns.map(cellText).join(',')];
  for (const row of rows) lines.push(row.map(cellText).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = isFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** https://owasp.org/www-community/attacks/CSV_Injection: texts that begin like this are run by spreadsheets. */
function isFormula(text: string): boolean {
  return /^\s*[=+\-@\t\r\n|\uFF1D\uFF0B\uFF0D\uFF20]/u.test(text);
}
