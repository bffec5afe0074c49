import { css } from './css.ts';

export const frame = css`
  .wrap {
    max-width: 78rem;
    margin-inline: auto;
    padding-inline: clamp(1rem, 3vw, 1.75rem);
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
    padding-block: 1.75rem 3.5rem;
  }
  main > section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    margin-top: 0.75rem;
  }
  .section-head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.125rem 0.75rem;
  }
  .skip {
    position: absolute;
    left: 1rem;
    top: -4rem;
    z-index: 1;
    padding: 0.5rem 1rem;
    border-radius: 0 0 var(--radius) var(--radius);
    background: var(--link);
    color: var(--surface);
  }
  .skip:focus {
    top: 0;
  }
  .top {
    background: var(--surface);
    border-bottom: 1px solid var(--line);
  }
  .top-row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1.25rem;
    padding-block: 0.625rem;
  }
  .brand {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    padding-block: 0.125rem;
    color: inherit;
    font-weight: 650;
    letter-spacing: -0.005em;
    text-decoration: none;
  }
  .mark {
    color: var(--link);
  }
  .mark-line {
    stroke: var(--surface);
    stroke-width: 2.4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .parts ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem 0.25rem;
    font-size: 0.9375rem;
  }
  .parts a {
    display: inline-block;
    padding: 0.25rem 0.625rem;
    border-radius: 6px;
    color: var(--muted);
    text-decoration: none;
  }
  .parts a:hover {
    background: var(--hover);
    color: var(--text);
  }
  .parts a.within {
    color: var(--text);
    font-weight: 600;
  }
  .parts a[aria-current] {
    background: var(--sunken);
  }
  .made {
    display: none;
  }
  @media (max-width: 34rem) {
    .parts {
      width: 100%;
      margin-inline: -0.625rem;
    }
  }
  .trail {
    min-width: 0;
    margin-bottom: -0.625rem;
    color: var(--muted);
    font-size: 0.875rem;
  }
  .trail ol {
    display: flex;
    min-width: 0;
  }
  .trail li {
    display: flex;
    min-width: 0;
    padding-block: 0.125rem;
  }
  .trail li + li::before {
    content: '/' / '';
    margin-inline: 0.5rem;
    color: var(--muted);
  }
  .trail li > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .portal {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem 0.75rem;
    color: var(--muted);
    font-size: 0.875rem;
  }
  .portal ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem 0.75rem;
  }
  .portal a {
    display: inline-block;
    padding-block: 0.125rem;
  }
  .sample {
    background: var(--medium-soft);
    border-bottom: 1px solid color-mix(in srgb, var(--medium) 25%, transparent);
    color: var(--medium);
    font-size: 0.8125rem;
  }
  .sample .wrap {
    padding-block: 0.375rem;
  }
  .title {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25rem;
  }
  .lead {
    max-width: 75ch;
    color: var(--muted);
  }
  .bottom {
    border-top: 1px solid var(--line);
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .bottom .wrap {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0.25rem 1.5rem;
    padding-block: 1rem 1.5rem;
  }
  .bottom a {
    padding-block: 0.25rem;
  }
`;
