import type { Sweep } from '../../model.ts';
import { countOf } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Notice } from './notice.tsx';
import { beginning, sentence } from './text.ts';

const mostParts = 5;
const longestPart = 400;

/** Parts of the fleet that a sweep could not see; nothing when it saw all. */
export function UnseenParts({ sweep: { unseen = [] } }: { readonly sweep: Sweep }): Html | null {
  if (unseen.length === 0) return null;
  const left = unseen.length - mostParts;
  return (
    <Notice tone="notAudited" title="Part of the fleet could not be seen: clusters may be missing.">
      <ul>
        {unseen.slice(0, mostParts).map((part) => (
          <li>{sentence(beginning(part, longestPart))}</li>
        ))}
        {left > 0 ? <li>{countOf(left, 'more', 'more')}</li> : null}
      </ul>
    </Notice>
  );
}
