import { css } from './css.ts';

export const tables = css`
  table {
    width: 100%;
    border-collapse: separate;
    border-spacing: 0;
    background: var(--surface);
  }
  table.cards,
  .scroll {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    overflow: hidden;
  }
  .scroll {
    overflow-x: auto;
  }
  caption {
    text-align: left;
  }
  th,
  td {
    padding: 0.5rem 0.875rem;
    border-top: 1px solid var(--line-soft);
    text-align: left;
    vertical-align: baseline;
  }
  td {
    min-width: 4.5rem;
    overflow-wrap: anywhere;
  }
  @media screen and (max-width: 75rem) {
    th,
    td {
      padding-inline: 0.5rem;
    }
  }
  th:first-child {
    padding-left: 1.125rem;
  }
  th:last-child,
  td:last-child {
    padding-right: 1.125rem;
  }
  thead th {
    padding-block: 0.4375rem;
    border-top: 0;
    background: var(--sunken);
    color: var(--muted);
    font-size: 0.8125rem;
    font-weight: 500;
    white-space: nowrap;
  }
  thead a {
    color: inherit;
    text-decoration: none;
  }
  thead a:hover {
    text-decoration: underline;
  }
  thead th[aria-sort] {
    color: var(--text);
    font-weight: 600;
  }
  [aria-sort='ascending'] a::after {
    content: ' ↑' / '';
  }
  [aria-sort='descending'] a::after {
    content: ' ↓' / '';
  }
  tbody th {
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  @media (min-width: 64.01rem) {
    tbody th {
      min-width: 11rem;
    }
  }
  tbody tr:hover > * {
    background: var(--hover);
  }
  td .line,
  th .line {
    color: var(--muted);
    font-size: 0.8125rem;
    font-weight: 400;
  }
  td .counts {
    gap: 0.1875rem;
  }
  td .counts .badge {
    gap: 0.25rem;
    padding-inline: 0.3125rem 0.4375rem;
    font-size: 0.78125rem;
  }
  .figures {
    text-align: right;
    white-space: nowrap;
  }
  /* Tables one below the other, with the same columns. */
  .tally thead th:first-child {
    width: 52%;
  }
  .tally thead th.figures {
    width: 8%;
  }
  .meter {
    display: inline-grid;
    grid-template-columns: 3rem 2.75rem;
    align-items: center;
    gap: 0.5rem;
  }
  .meter .bar {
    grid-column: 1;
    grid-row: 1;
  }
  @media screen and (max-width: 64rem) {
    table.cards,
    .cards tbody,
    .cards tr,
    .cards th,
    .cards td {
      display: block;
    }
    .cards thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .cards.sortable thead {
      display: none;
    }
    .cards tbody tr {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 0.1875rem 1rem;
      padding: 0.625rem 1rem 0.75rem;
    }
    .cards tr + tr {
      border-top: 1px solid var(--line);
    }
    .cards tbody tr:hover > * {
      background: none;
    }
    .cards tbody th,
    .cards td {
      grid-column: 1 / -1;
      padding: 0;
      border: 0;
      text-align: left;
      white-space: normal;
    }
    .cards td {
      display: grid;
      grid-template-columns: 5.5rem minmax(0, 1fr);
      gap: 0.75rem;
    }
    .cards td.narrow {
      grid-template-columns: max-content minmax(0, 1fr);
      grid-column: auto;
    }
    .cards td > * {
      justify-self: start;
    }
    .cards td::before {
      content: attr(data-column);
      color: var(--muted);
      font-size: 0.8125rem;
      line-height: 1.8;
    }
    .cards td:empty {
      display: none;
    }
    .meter .bar {
      display: none;
    }
    .meter {
      display: inline;
    }
  }
`;
