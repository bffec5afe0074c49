/** Commands and manifests to copy. */
import { css } from './css.ts';

export const code = css`
  .code {
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--sunken);
  }
  .code-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 1.75rem;
    padding: 0 0.25rem 0 0.75rem;
    border-bottom: 1px solid var(--line-soft);
    color: var(--muted);
    font-size: 0.75rem;
  }
  .code pre {
    max-height: 22rem;
    padding: 0.5rem 0.75rem 0.625rem;
    overflow: auto;
    tab-size: 2;
  }
  .code.command pre,
  .code.kql pre {
    white-space: pre-wrap;
  }
  .word {
    display: inline-block;
    max-width: 100%;
    word-break: break-all;
    vertical-align: top;
  }
  .code pre:focus-visible,
  .scroll:focus-visible {
    outline-offset: -2px;
  }
  .copy {
    min-height: 24px;
    padding: 0 0.5rem;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--link);
    font: inherit;
    cursor: pointer;
  }
  .copy:hover {
    background: var(--info-soft);
  }
  .empty .code {
    max-width: 100%;
  }
`;
