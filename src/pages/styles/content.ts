/** What the pages hold: findings, unknowns, code, charts. */
import { css } from './css.ts';

export const content = css`
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
  .code.command pre {
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
  .charts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr));
    gap: 1rem;
  }
  .chart {
    display: flex;
    flex-direction: column;
    gap: 0.625rem;
    min-width: 0;
    padding: 0.875rem 1rem 0.75rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .chart > svg {
    display: block;
    width: 100%;
    height: auto;
  }
  .axes text {
    fill: var(--muted);
    font: 11px var(--sans);
  }
  .grid {
    stroke: var(--line-soft);
  }
  .tick {
    stroke: var(--line);
  }
  .bound line {
    stroke: var(--critical);
    stroke-dasharray: 4 3;
  }
  .bound text {
    fill: var(--critical);
  }
  .line-path {
    stroke: var(--series);
    stroke-width: 1.75;
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  .chart circle {
    fill: var(--series);
  }
  .series-1 {
    --series: var(--series-1);
  }
  .series-2 {
    --series: var(--series-2);
  }
  .series-2 .line-path {
    stroke-dasharray: 6 4;
  }
  .series-3 {
    --series: var(--series-3);
  }
  .series-3 .line-path {
    stroke-dasharray: 1 4;
    stroke-width: 2.25;
  }
  .series-4 {
    --series: var(--series-4);
  }
  .series-4 .line-path {
    stroke-dasharray: 8 4 1 4;
  }
  .series-5 {
    --series: var(--series-5);
  }
  .series-5 .line-path {
    stroke-dasharray: 3 3;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem 1rem;
    font-size: 0.8125rem;
  }
  .legend li {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .legend svg {
    flex: none;
  }
  .legend .figure {
    color: var(--muted);
    white-space: nowrap;
  }
  details {
    font-size: 0.8125rem;
  }
  .chart details {
    margin-top: auto;
  }
  summary {
    width: fit-content;
    padding-block: 0.125rem;
    color: var(--muted);
    cursor: pointer;
  }
  details .scroll {
    max-height: 18rem;
    margin-top: 0.5rem;
    overflow: auto;
  }
  .empty {
    justify-items: start;
    padding: 2rem;
    border: 1px dashed var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .empty .code {
    max-width: 100%;
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
