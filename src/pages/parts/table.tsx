import type { Child } from 'hono/jsx';
import type { Html } from '../html.tsx';

export interface Column {
  readonly name: string;
  /** The name as it is shown, where it is more than text: a link that sorts by the column. */
  readonly head?: Child;
  /** How the rows are sorted by this column; absent when they are not. */
  readonly sorted?: 'ascending' | 'descending' | undefined;
  /** Figures are set to the right, so that they can be compared. */
  readonly figures?: boolean;
  /** Short text: two such cells stand side by side in a card. Figures do anyway. */
  readonly narrow?: boolean;
}

interface TableProps {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** Cells of each row; the first one names the row. */
  readonly rows: readonly (readonly Child[])[];
  /** On a narrow screen the rows become cards instead of scrolling sideways. */
  readonly cards?: boolean;
  /** The heads are links: where the rows are cards they are gone, not merely out of sight. */
  readonly sortable?: boolean;
}

/** A table that stays inside the page: it scrolls in its own box, or its rows become cards. */
export function Table({ caption, columns, rows, cards = false, sortable = false }: TableProps): Html {
  const table = (
    <table class={cards ? (sortable ? 'cards sortable' : 'cards') : undefined} role={roleIn(cards, 'table')}>
      <caption class="unseen">{caption}</caption>
      <thead role={roleIn(cards, 'rowgroup')}>
        <tr role={roleIn(cards, 'row')}>
          {columns.map(({ name, head, figures, sorted }) => (
            <th
              scope="col"
              role={roleIn(cards, 'columnheader')}
              class={figures === true ? 'figures' : undefined}
              aria-sort={sorted}
            >
              {head ?? name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role={roleIn(cards, 'rowgroup')}>
        {rows.map((cells) => (
          <tr role={roleIn(cards, 'row')}>
            {columns.map((column, place) => cellOf(column, place, cells[place], cards))}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (cards) return table;
  return (
    <div class="scroll" tabindex={0} role="group" aria-label={caption}>
      {table}
    </div>
  );
}

/** The roles are what the elements mean anyway; browsers forget it once the style makes cards of them. */
function roleIn(cards: boolean, role: string): string | undefined {
  return cards ? role : undefined;
}

function cellOf(
  { name, figures = false, narrow = figures }: Column,
  place: number,
  content: Child,
  cards: boolean,
): Html {
  if (place === 0) {
    return (
      <th scope="row" role={roleIn(cards, 'rowheader')}>
        {content}
      </th>
    );
  }
  const classes = [figures ? 'figures' : '', cards && narrow ? 'narrow' : ''].join(' ').trim();
  return (
    <td
      role={roleIn(cards, 'cell')}
      data-column={cards ? name : undefined}
      class={classes === '' ? undefined : classes}
    >
      {content}
    </td>
  );
}
