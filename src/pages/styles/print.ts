import { css } from './css.ts';

export const print = css`
  @media print {
    :root {
      color-scheme: light;
      --page: #ffffff;
    }
    body {
      font-size: 10pt;
    }
    .skip,
    .copy,
    .jump,
    .chart details {
      display: none;
    }
    .code pre {
      max-height: none;
      white-space: pre-wrap;
    }
    .finding header,
    .chart,
    tr,
    .rows > li {
      break-inside: avoid;
    }
    h2,
    h3 {
      break-after: avoid;
    }
  }
`;
