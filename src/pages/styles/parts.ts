import { css } from './css.ts';

export const parts = css`
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 0.3125rem;
    padding: 0.0625rem 0.5rem 0.0625rem 0.375rem;
    border-radius: 1rem;
    font-size: 0.8125rem;
    font-weight: 550;
    white-space: nowrap;
  }
  .icon {
    flex: none;
  }
  .badge .icon {
    width: 12px;
    height: 12px;
  }
  .critical {
    --tone: var(--critical);
    --tone-soft: var(--critical-soft);
  }
  .high {
    --tone: var(--high);
    --tone-soft: var(--high-soft);
  }
  .medium {
    --tone: var(--medium);
    --tone-soft: var(--medium-soft);
  }
  .low,
  .busy {
    --tone: var(--low);
    --tone-soft: var(--low-soft);
  }
  .info,
  .notApplicable {
    --tone: var(--info);
    --tone-soft: var(--info-soft);
  }
  .unknown {
    --tone: var(--unknown);
    --tone-soft: var(--unknown-soft);
  }
  .notAudited {
    --tone: var(--critical);
    --tone-soft: var(--critical-soft);
  }
  .pass {
    --tone: var(--pass);
    --tone-soft: var(--pass-soft);
  }
  .badge,
  .notice {
    background: var(--tone-soft);
    color: var(--tone);
  }
  .badge.pass,
  .badge.notApplicable {
    padding-inline: 0;
    background: none;
  }
  .badge.unknown,
  .badge.notAudited {
    outline: 1px dashed color-mix(in srgb, currentColor 55%, transparent);
    outline-offset: -1px;
  }
  .counts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
  }
  .notice {
    display: flex;
    gap: 0.625rem;
    padding: 0.75rem 1rem;
    border: 1px solid color-mix(in srgb, var(--tone) 30%, transparent);
    border-radius: var(--radius);
  }
  .notice .icon {
    width: 16px;
    height: 16px;
    margin-top: 0.1875rem;
  }
  .notice > div {
    min-width: 0;
    color: var(--text);
  }
  .notice-title {
    color: var(--tone);
    font-weight: 600;
  }
  .notice li {
    padding-block: 0.125rem;
  }
  .bar {
    display: block;
    height: 5px;
    overflow: hidden;
    border-radius: 3px;
    background: var(--line);
    color: var(--link);
  }
  .bar.hatched {
    background: repeating-linear-gradient(
      -45deg,
      color-mix(in srgb, var(--unknown) 55%, transparent) 0 2px,
      var(--unknown-soft) 2px 5px
    );
  }
  .bar svg {
    display: block;
    width: 100%;
    height: 100%;
  }
  .headline {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr));
    gap: 1px;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--line-soft);
  }
  @media (max-width: 30rem) {
    .headline {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .headline > div:last-child:nth-child(odd) {
      grid-column: 1 / -1;
    }
  }
  .headline > div {
    display: flex;
    flex-direction: column;
    padding: 0.875rem 1.125rem 1rem;
    background: var(--surface);
  }
  .headline dt {
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .value {
    font-size: 1.5rem;
    font-weight: 620;
    line-height: 1.35;
    letter-spacing: -0.015em;
    overflow-wrap: anywhere;
  }
  .unit {
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .explain {
    display: grid;
    gap: 0.375rem;
    margin-top: 0.25rem;
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .facts {
    display: grid;
    grid-template-columns: fit-content(12rem) minmax(0, 1fr);
    gap: 0.375rem 1.25rem;
  }
  .facts dt {
    min-width: 5.5rem;
    color: var(--muted);
    overflow-wrap: anywhere;
  }
  .facts dd {
    overflow-wrap: anywhere;
  }
  .panel {
    padding: 1rem 1.125rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .progress {
    padding: 0.875rem 1.125rem 1rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .progress .icon {
    margin-bottom: -2px;
    color: var(--link);
  }
  progress {
    display: block;
    width: 100%;
    height: 6px;
    overflow: hidden;
    appearance: none;
    border: 0;
    border-radius: 3px;
    background: var(--line);
  }
  progress::-webkit-progress-bar {
    background: var(--line);
  }
  progress::-webkit-progress-value {
    background: var(--link);
  }
  progress::-moz-progress-bar {
    background: var(--link);
  }
`;
