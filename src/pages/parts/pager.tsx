import { formatCount } from '../../shared/format.ts';
import type { Html } from '../html.tsx';

interface PagerProps {
  /** What is paged, for people who hear the page. */
  readonly label: string;
  /** Counted from 1. */
  readonly page: number;
  readonly pages: number;
  readonly hrefOf: (page: number) => string;
}

/** Leads to the other pages of a list; nothing when there is one page. */
export function Pager({ label, page, pages, hrefOf }: PagerProps): Html | null {
  if (pages < 2) return null;
  return (
    <nav class="pager" aria-label={label}>
      {page > 1 ? (
        <a href={hrefOf(page - 1)} rel="prev">
          ← Previous
        </a>
      ) : null}
      <span>
        Page {formatCount(page)} of {formatCount(pages)}
      </span>
      {page < pages ? (
        <a href={hrefOf(page + 1)} rel="next">
          Next →
        </a>
      ) : null}
    </nav>
  );
}
