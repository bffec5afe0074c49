import { cleanText } from '../shared/clean-text.ts';

/** Longer than any sentence of ours with names in it. */
const longestLine = 2_000;

/** Text that came from outside as one line without control and direction-changing characters. */
export function plainLine(text: string): string {
  return cleanText(text, longestLine);
}

/** `Job batch/nightly, part`: the thing a finding is about, on one line. */
export function resourceLine({ kind, namespace, name, part }: Resource): string {
  const path = namespace === undefined ? name : `${namespace}/${name}`;
  return plainLine(part === undefined ? `${kind} ${path}` : `${kind} ${path}, ${part}`);
}

interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly part?: string;
}
