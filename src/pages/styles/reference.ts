/** The API as people read it. */
import { css } from './css.ts';

export const reference = css`
  .contents {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr));
    gap: 1.125rem 2rem;
    padding: 1rem 1.125rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    font-size: 0.875rem;
  }
  .contents-head {
    margin-bottom: 0.25rem;
    font-weight: 600;
  }
  .contents li {
    padding-block: 0.1875rem;
    overflow-wrap: anywhere;
  }
  .contents .line {
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .method {
    color: var(--muted);
    font: 600 0.75rem/1.5 var(--mono);
  }
  .operation {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    padding: 1rem 1.25rem 1.25rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .operation h3 code {
    font-size: 0.9375rem;
    overflow-wrap: anywhere;
  }
  .operation details {
    font-size: 0.875rem;
  }
  .operation table {
    font-size: 0.875rem;
  }
  .status-code {
    color: var(--text);
    font-weight: 600;
  }
  .members {
    display: grid;
    gap: 0.375rem;
    margin: 0.375rem 0 0.25rem;
    padding-left: 0.875rem;
    border-left: 2px solid var(--line);
    font-size: 0.8125rem;
  }
  .members p,
  .members code {
    overflow-wrap: anywhere;
  }
  .type,
  .members .line {
    color: var(--muted);
  }
`;
