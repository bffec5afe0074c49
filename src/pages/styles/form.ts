/** Forms that filter lists, and the ways through them. */
import { css } from './css.ts';

export const form = css`
  .filter {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr));
    align-items: end;
    gap: 0.625rem 0.875rem;
    padding: 0.875rem 1.125rem 1rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .field {
    display: grid;
    gap: 0.1875rem;
    min-width: 0;
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .field input,
  .field select,
  .actions button {
    min-height: 2.125rem;
    padding: 0.25rem 0.5rem;
    border: 1px solid var(--control);
    border-radius: 6px;
    background: var(--surface);
    color: var(--text);
    font: inherit;
    font-size: 0.875rem;
  }
  .field input,
  .field select {
    width: 100%;
    min-width: 0;
  }
  .field input::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  .actions {
    display: flex;
    align-items: center;
    gap: 1rem;
    min-height: 2.125rem;
    font-size: 0.875rem;
    white-space: nowrap;
  }
  .actions button {
    padding-inline: 1rem;
    border-color: var(--link);
    color: var(--link);
    font-weight: 600;
    cursor: pointer;
  }
  .actions button:hover {
    background: var(--hover);
  }
  .choices ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    font-size: 0.8125rem;
  }
  .choices a {
    display: inline-block;
    padding: 0.125rem 0.625rem;
    border: 1px solid transparent;
    border-radius: 1rem;
    text-decoration: none;
  }
  .choices a:hover {
    border-color: var(--line);
  }
  .choices a[aria-current] {
    border-color: var(--control);
    background: var(--surface);
    color: var(--text);
    font-weight: 600;
  }
  .section-head .choices {
    margin-left: auto;
  }
  .pager {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1.25rem;
    font-size: 0.875rem;
  }
  .pager a {
    padding-block: 0.25rem;
  }
`;
