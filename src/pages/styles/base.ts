import { css } from './css.ts';

export const base = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  html {
    -webkit-text-size-adjust: 100%;
    scroll-padding-top: 1rem;
  }
  body {
    margin: 0;
    background: var(--page);
    color: var(--text);
    font: 0.9375rem/1.5 var(--sans);
    font-variant-numeric: tabular-nums;
    overflow-wrap: break-word;
  }
  h1,
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  figure,
  pre {
    margin: 0;
  }
  h1,
  h2,
  h3,
  h4 {
    line-height: 1.25;
    font-weight: 650;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  h1 {
    font-size: 1.625rem;
    letter-spacing: -0.015em;
  }
  h2 {
    font-size: 1.125rem;
    letter-spacing: -0.005em;
  }
  h3 {
    font-size: 0.9375rem;
  }
  h4 {
    font-size: 0.8125rem;
  }
  ul,
  ol {
    padding: 0;
    list-style: none;
  }
  a {
    color: var(--link);
    text-decoration-thickness: 1px;
    text-underline-offset: 0.18em;
    text-decoration-color: color-mix(in srgb, currentColor 40%, transparent);
  }
  a:hover {
    text-decoration-color: currentColor;
  }
  a.quiet {
    color: inherit;
    text-decoration-color: transparent;
  }
  a.quiet:hover {
    text-decoration-color: currentColor;
  }
  :focus-visible {
    outline: 2px solid var(--link);
    outline-offset: 2px;
    border-radius: 3px;
  }
  main:focus {
    outline: none;
  }
  code,
  pre {
    font: 0.8125rem/1.55 var(--mono);
  }
  time {
    white-space: nowrap;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .hint,
  .not-seen {
    color: var(--muted);
  }
  .hint {
    font-size: 0.8125rem;
  }
  .line {
    display: block;
  }
`;
