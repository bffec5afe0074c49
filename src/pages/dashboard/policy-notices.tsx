import { countOf } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Notice } from '../parts/notice.tsx';
import { beginning, plain, sentence } from '../parts/text.ts';
import type { PolicyNotice } from '../views.ts';

const mostLines = 5;
const longestLine = 240;

/** What nobody should miss about suppressions and thresholds. */
export function PolicyNotices({ notices }: { readonly notices: readonly PolicyNotice[] }): Html {
  return (
    <>
      {notices.map(({ title, lines }) => {
        const left = lines.length - mostLines;
        return (
          <Notice tone="medium" title={plain(title)}>
            <ul>
              {lines.slice(0, mostLines).map((line) => (
                <li>{sentence(beginning(line, longestLine))}</li>
              ))}
              {left > 0 ? <li>{countOf(left, 'more', 'more')}</li> : null}
            </ul>
          </Notice>
        );
      })}
    </>
  );
}
