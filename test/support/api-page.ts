/** Examples on the pages in docs. */
import { readFileSync } from 'node:fs';

export const docsFolder = new URL('../../docs/', import.meta.url);

/** The only block of code in this language on a page, or below one of its headings. */
export function exampleIn(
  language: 'ts' | 'html' | 'js' | 'python',
  page = 'api.md',
  heading: string | null = null,
): string {
  const text = readFileSync(new URL(page, docsFolder), 'utf8');
  const section =
    heading === null ? text : text.split(/^## /mu).find((part) => part.startsWith(`${heading}\n`));
  const blocks = [...(section ?? '').matchAll(/^```(\w+)\n(.*?)^```$/gmsu)].filter(
    ([, name]) => name === language,
  );
  const [block] = blocks;
  if (block === undefined || blocks.length > 1) {
    const where = heading === null ? '' : ` below "${heading}"`;
    throw new Error(`docs/${page} has ${blocks.length} examples in ${language}${where}; expected one.`);
  }
  return block[2] ?? '';
}
