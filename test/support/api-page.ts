/** Examples on the pages in docs. */
import { readFileSync } from 'node:fs';

export const docsFolder = new URL('../../docs/', import.meta.url);

/** The only block of code in this language on a page. */
export function exampleIn(language: 'ts' | 'html' | 'js' | 'python', page = 'api.md'): string {
  const text = readFileSync(new URL(page, docsFolder), 'utf8');
  const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gmsu)].filter(([, name]) => name === language);
  const [block] = blocks;
  if (block === undefined || blocks.length > 1) {
    throw new Error(`docs/${page} has ${blocks.length} examples in ${language}; expected one.`);
  }
  return block[2] ?? '';
}
