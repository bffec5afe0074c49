import type { Child } from 'hono/jsx';
import type { Html } from '../html.tsx';

interface Column {
  readonly name: string;
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
}

/** A table that stays inside the page: it scrolls in its own box, or its rows become cards. */
export function Table({ caption, columns, rows, cards = false }: TableProps): Html {
  const table = (
    <table class={cards ? 'cards' : undefined} role="table">
      <caption class="unseen">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ name, figures }) => (
            <th scope="col" role="columnheader" class={figures === true ? 'figures' : undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((cells) => (
          <tr role="row">{columns.map((column, place) => cellOf(column, place, cells[place]))}</tr>
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
function cellOf({ name, figures = false, narrow = figures }: Column, place: number, content: Child): Html {
  if (place === 0) {
    return (
      <th scope="row" role="rowheader">
        {content}
      </th>
    );
  }
  return (
    <td
      role="cell"
      data-column={name}
      class={[figures ? 'figures' : '', narrow ? 'narrow' : ''].join(' ').trim() || undefined}
    >
      {content}
    </td>
  );
}
