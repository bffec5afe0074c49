/** Lists of findings and of what is not known. */
import { css } from './css.ts';

export const findings = css`
  .count {
    color: var(--muted);
    font-weight: 450;
  }
  .rows {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .rows > li {
    display: grid;
    grid-template-columns: 7rem minmax(0, 1fr);
    align-items: baseline;
    gap: 0.25rem 1rem;
    padding: 0.75rem 1.125rem;
  }
  .rows > li + li {
    border-top: 1px solid var(--line-soft);
  }
  .rows.worst > li {
    grid-template-columns: 6rem 15rem minmax(0, 1fr);
  }
  .rows .badge {
    justify-self: start;
  }
  .where a {
    display: block;
    padding-bottom: 0.125rem;
  }
  .where a:first-child {
    font-weight: 500;
  }
  .rows p {
    max-width: 90ch;
    overflow-wrap: anywhere;
  }
  .do {
    color: var(--muted);
  }
  .do::before {
    content: '→ ' / '';
  }
  .reason {
    font-weight: 600;
  }
  .finding {
    display: grid;
    gap: 0.625rem;
    padding: 1rem 1.25rem 1.25rem;
    border: 1px solid var(--line);
    border-left: 4px solid var(--tone);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .finding header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem 0.75rem;
  }
  .finding h3 {
    font-size: 1rem;
  }
  .life {
    margin-left: auto;
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .life.new {
    color: var(--link);
    font-weight: 600;
  }
  .finding.muted {
    border-left-color: var(--line);
  }
  .summary {
    max-width: 100ch;
    overflow-wrap: anywhere;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
    padding-top: 0.875rem;
    border-top: 1px solid var(--line-soft);
    font-size: 0.875rem;
  }
  .columns > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 0.5rem;
  }
  .seen h4 {
    margin-top: 0.625rem;
  }
  .facts.excerpts {
    font-size: 0.8125rem;
  }
  .steps {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    counter-reset: step;
  }
  .steps > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.375rem;
    padding-left: 1.75rem;
    position: relative;
    counter-increment: step;
  }
  .steps > li::before {
    content: counter(step);
    position: absolute;
    left: 0;
    top: 0.0625rem;
    width: 1.25rem;
    height: 1.25rem;
    border-radius: 50%;
    background: var(--info-soft);
    color: var(--info);
    font-size: 0.75rem;
    font-weight: 600;
    line-height: 1.25rem;
    text-align: center;
  }
  @media (min-width: 62rem) {
    .columns {
      grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
      gap: 2.25rem;
    }
    .seen {
      position: sticky;
      top: 1rem;
      align-self: start;
    }
  }
  @media (max-width: 48rem) {
    .rows > li,
    .rows.worst > li {
      grid-template-columns: minmax(0, 1fr);
    }
    .finding {
      padding: 0.875rem 1rem 1rem;
    }
    .life {
      margin-left: 0;
    }
  }
  @media (max-width: 30rem) {
    .facts {
      column-gap: 0.75rem;
    }
    .facts.excerpts {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
    .facts.excerpts dd + dt {
      margin-top: 0.375rem;
    }
  }
`;
