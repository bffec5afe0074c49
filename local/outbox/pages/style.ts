import { css } from '../../../src/pages/styles/css.ts';

/** What the outbox needs beside the style sheet of the app. */
export const outboxStyle = css`
  iframe.came {
    width: 100%;
    height: 48rem;
    max-height: 85vh;
    resize: vertical;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: #fff;
  }
  .attached {
    display: grid;
    gap: 0.25rem;
    overflow-wrap: anywhere;
  }
  .source pre {
    max-height: 40rem;
  }
  .source.wrapped pre {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
`;
