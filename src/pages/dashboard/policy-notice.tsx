import type { PolicyNotice } from '../../model.ts';
import { countOf } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Notice } from '../parts/notice.tsx';
import { plain, sentence } from '../parts/text.ts';

/** More than these are not read; the API has them all. */
const mostShown = 5;

/** Decisions that do nothing, or not what was meant: what they hid counts, or what they set does not. */
export function PolicyNotices({ notices }: { readonly notices: readonly PolicyNotice[] }): Html | null {
  if (notices.length === 0) return null;
  const left = notices.length - mostShown;
  const title = `${countOf(notices.length, 'suppression or threshold needs', 'suppressions and thresholds need')} a look.`;
  return (
    <Notice tone="info" title={title}>
      <ul>
        {notices.slice(0, mostShown).map(({ entry, id, source, text }) => (
          <li>
            The {entry} <code>{plain(id)}</code>
            {source === 'file' ? ' of the policy file' : ''}: {sentence(text)}
          </li>
        ))}
        {left > 0 ? (
          <li>
            {countOf(left, 'more', 'more')}, in <a href="/api/suppressions">suppressions</a> and{' '}
            <a href="/api/thresholds">thresholds</a>
          </li>
        ) : null}
      </ul>
    </Notice>
  );
}
