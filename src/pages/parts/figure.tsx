import type { Child } from 'hono/jsx';
import type { Html } from '../html.tsx';

/** The row of headline figures of a page. */
export function Figures({ children }: { readonly children: Child }): Html {
  return <dl class="headline">{children}</dl>;
}

interface FigureProps {
  readonly label: string;
  readonly value: Child;
  readonly unit?: string | undefined;
  /** What explains the figure, below it. */
  readonly children?: Child;
}

export function Figure({ label, value, unit, children }: FigureProps): Html {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span class="value">{value}</span>
        {unit === undefined ? null : <span class="unit"> {unit}</span>}
        <div class="explain">{children}</div>
      </dd>
    </div>
  );
}
