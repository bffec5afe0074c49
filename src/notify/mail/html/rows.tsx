import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';

interface RowsProps {
  /** Pixels between cells; none without it. */
  readonly spacing?: number;
  readonly style?: string;
  readonly children: Child;
}

/** What mail is laid out with: a table that is none to screen readers, as wide as there is room. */
export function Rows({ spacing = 0, style, children }: RowsProps): JSX.Element {
  return (
    <table
      role="presentation"
      width="100%"
      cellpadding="0"
      cellspacing={String(spacing)}
      border={0}
      style={style}
    >
      <tbody>{children}</tbody>
    </table>
  );
}
