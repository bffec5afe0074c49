import type { Html } from '../html.tsx';
import { plain } from '../parts/text.ts';

/** Text as the document has it: what stands between backticks is code. */
export function Prose({ text }: { readonly text: string }): Html {
  return (
    <>{text.split('`').map((part, place) => (place % 2 === 0 ? spaced(part) : <code>{plain(part)}</code>))}</>
  );
}

/** Cleaning cuts the spaces at either end, which stand between the words and the code. */
function spaced(part: string): string {
  const clean = plain(part);
  return `${/^\s/u.test(part) ? ' ' : ''}${clean}${/\s$/u.test(part) && clean !== '' ? ' ' : ''}`;
}
