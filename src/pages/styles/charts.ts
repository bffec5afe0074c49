/** Lines over time, and their tables. */
import { css } from './css.ts';

export const charts = css`
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
`;
