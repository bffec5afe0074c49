/** Reads CSV as RFC 4180 writes it, and refuses all else. https://www.rfc-editor.org/rfc/rfc4180 */
export function recordsOf(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let rest = text;
  while (rest !== '') {
    const record: string[] = [];
    let end = ',';
    while (end === ',') {
      const field = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/u.exec(rest);
      if (field === null) throw new Error(`No field ends properly at: ${rest.slice(0, 60)}`);
      const [whole, quoted, plain = '', after = ''] = field;
      record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
      rest = rest.slice(whole.length);
      end = after;
    }
    records.push(record);
  }
  const widths = new Set(records.map(({ length }) => length));
  if (widths.size > 1) throw new Error(`Records have ${[...widths].join(' and ')} fields.`);
  return records;
}
