/** Pages that have little to show, and the way about long ones. */
import { css } from './css.ts';

export const states = css`
  .empty {
    justify-items: start;
    padding: 2rem;
    border: 1px dashed var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .problem {
    display: grid;
    gap: 0.5rem;
    padding-block: 3rem;
  }
  .status {
    color: var(--muted);
    font-size: 0.875rem;
    font-weight: 600;
  }
  .jump ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem 1.25rem;
    font-size: 0.875rem;
  }
  .jump a {
    display: inline-block;
    padding-block: 0.125rem;
  }
`;
