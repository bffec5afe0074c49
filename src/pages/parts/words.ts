import { nameText } from './text.ts';

/** `excessive-object-count` and `apiMetrics` as words: `Excessive object count`, `API metrics`; etcd keeps its own spelling. */
export function wordsOf(name: string): string {
  const words = nameText(name)
    .replaceAll(/([a-z])([A-Z])/gu, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase()
    .replaceAll(/\bapis?\b/gu, (word) => word.replace('api', 'API'))
    .trim();
  if (words.startsWith('etcd')) return words;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
