/** The examples on docs/api.md. */
import { readFileSync } from 'node:fs';

export const docsFolder = new URL('../../docs/', import.meta.url);

/** The only block of code in this language. */
export function exampleIn(language: 'ts' | 'html'): string {
  const page = readFileSync(new URL('api.md', docsFolder), 'utf8');
  const blocks = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gmsu)].filter(([, name]) => name === language);
  const [block] = blocks;
  if (block === undefined || blocks.length > 1) {
    throw new Error(`docs/api.md has ${blocks.length} examples in ${language}; expected one.`);
  }
  return block[2] ?? '';
}
