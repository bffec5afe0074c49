/** Messages as their receivers get them. */
import { css } from './css.ts';

export const messages = css`
  /* Names may break anywhere, and would be narrower than they need be. */
  .sent-to {
    min-width: 8rem;
  }
  .letter {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
    padding: 1.25rem 1.5rem 1.5rem;
  }
  .letter .news {
    margin-bottom: -1rem;
    color: var(--muted);
    font-size: 0.8125rem;
    font-weight: 600;
  }
  .letter .summary {
    font-size: 1.0625rem;
  }
  .part,
  .small-chart {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
  }
  .part > p {
    max-width: 90ch;
    overflow-wrap: anywhere;
  }
  .entries {
    border-block: 1px solid var(--line-soft);
  }
  .entries > li {
    display: grid;
    grid-template-columns: 6.5rem minmax(0, 1fr);
    align-items: baseline;
    gap: 0.125rem 1rem;
    padding-block: 0.5rem;
  }
  .entries > li + li {
    border-top: 1px solid var(--line-soft);
  }
  .entries .badge {
    justify-self: start;
  }
  .entries p {
    grid-column: 2;
    max-width: 90ch;
    overflow-wrap: anywhere;
  }
  .entries > li:not(:has(.badge)) > p {
    grid-column: 1 / -1;
  }
  .inline {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
  }
  .small-charts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
    gap: 1.25rem 2rem;
  }
  .small-chart svg {
    display: block;
    width: 100%;
    height: 3rem;
    border-bottom: 1px solid var(--line);
    fill: var(--series-1);
  }
  @media (max-width: 48rem) {
    .letter {
      padding: 1rem 1.125rem 1.25rem;
    }
    .entries > li {
      grid-template-columns: minmax(0, 1fr);
    }
    .entries p {
      grid-column: 1;
    }
  }
`;
