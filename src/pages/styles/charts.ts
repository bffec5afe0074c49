/** Lines over time, and their tables. */
import { css } from './css.ts';

export const charts = css`
  .charts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
    gap: 1rem;
  }
  /* Titles, words, drawings and legends of charts side by side stand on the same lines. */
  .chart {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: subgrid;
    grid-row: span 5;
    row-gap: 0.5rem;
    min-width: 0;
    padding: 0.875rem 1rem 0.75rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .chart > .note {
    grid-row: 2;
  }
  .chart > .drawing,
  .chart > .hint {
    grid-row: 3;
  }
  .chart > .legend {
    grid-row: 4;
    align-content: start;
  }
  .chart > details {
    grid-row: 5;
  }
  .drawing {
    container-type: inline-size;
  }
  .drawing svg {
    display: block;
    width: 100%;
    height: auto;
    overflow: visible;
  }
  .note {
    color: var(--muted);
    font-size: 0.8125rem;
    text-wrap: pretty;
  }
  .drawing text {
    fill: var(--muted);
    font: 10.5px var(--sans);
  }
  @container (max-width: 27rem) {
    .drawing text {
      font-size: 12.5px;
    }
  }
  @container (max-width: 22rem) {
    .drawing text {
      font-size: 14.5px;
    }
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
  .drawing .bound text {
    fill: var(--critical);
  }
  .range {
    fill: color-mix(in srgb, var(--series) 16%, transparent);
  }
  .layer {
    fill: color-mix(in srgb, var(--series) 30%, transparent);
  }
  .hatch {
    stroke: var(--series);
    stroke-width: 1;
    opacity: 0.5;
  }
  .before {
    stroke: var(--muted);
    stroke-width: 1.25;
    opacity: 0.7;
  }
  .expected {
    --series: var(--series-1);
  }
  .expected-band {
    fill: color-mix(in srgb, var(--series) 13%, transparent);
  }
  .expected-line {
    stroke: var(--series);
    stroke-width: 1.75;
    stroke-dasharray: 5 4;
  }
  .now {
    stroke: var(--control);
    stroke-dasharray: 2 3;
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
  .chart .critical,
  .chart .high,
  .chart .medium,
  .chart .low,
  .chart .info {
    --series: var(--tone);
  }
  .stacked .line-path {
    stroke-width: 1.25;
  }
  .series-2 {
    --series: var(--series-2);
  }
  .lines .series-2 .line-path {
    stroke-dasharray: 6 4;
  }
  .series-3 {
    --series: var(--series-3);
  }
  .lines .series-3 .line-path {
    stroke-dasharray: 1 4;
    stroke-width: 2.25;
  }
  .series-4 {
    --series: var(--series-4);
  }
  .lines .series-4 .line-path {
    stroke-dasharray: 8 4 1 4;
  }
  .series-5 {
    --series: var(--series-5);
  }
  .lines .series-5 .line-path {
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
  .spark {
    display: block;
    width: 100%;
    height: 1.5rem;
    margin-top: 0.125rem;
  }
  .spark path {
    stroke: var(--series-1);
    stroke-width: 1.5;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }
  .movers {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
    gap: 1rem;
  }
  .mover-list {
    padding: 0.875rem 1.125rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .mover-list h3 {
    margin-bottom: 0.25rem;
  }
  .mover-list li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 1rem;
    padding-block: 0.375rem;
    overflow-wrap: anywhere;
  }
  .mover-list li + li {
    border-top: 1px solid var(--line-soft);
  }
  .mover-list .figure {
    white-space: nowrap;
  }
  .mover-list .line {
    grid-column: 1 / -1;
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .across details {
    margin-top: 0.5rem;
  }
  .across .unseen-clusters li {
    display: block;
  }
  .across .line .bar {
    display: block;
    margin-block: 0.25rem;
  }
  details {
    font-size: 0.8125rem;
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
