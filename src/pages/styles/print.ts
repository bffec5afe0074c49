/** Good enough to be sent as PDF: black on white, nothing cut off, nothing that only works on a screen. */
import { css } from './css.ts';

export const print = css`
  @page {
    size: A4;
    margin: 14mm 13mm 16mm;
  }
  @media print {
    :root {
      color-scheme: light;
      --page: #ffffff;
      --surface: #ffffff;
      --sunken: #ffffff;
      --text: #000000;
      --muted: #3d4550;
      --line: #c3cad2;
    }
    * {
      print-color-adjust: exact;
    }
    body {
      font-size: 9.5pt;
    }
    h1 {
      font-size: 16pt;
    }
    .wrap {
      max-width: none;
      padding-inline: 0;
    }
    /* Of boxes in a grid no heading would be kept with what it heads. */
    main,
    main > section {
      display: block;
    }
    main {
      padding-block: 0.875rem 0;
    }
    main > * + *,
    main > section > * + * {
      margin-top: 0.625rem;
    }
    main > section {
      margin-top: 1.125rem;
    }
    .headline {
      grid-template-columns: repeat(auto-fit, minmax(6.5rem, 1fr));
      gap: 0;
      background: none;
    }
    .headline > div {
      padding: 0.5rem 0.5rem 0.625rem 0.75rem;
    }
    .value {
      font-size: 1.0625rem;
    }
    .skip,
    .copy,
    .jump,
    .parts,
    .trail,
    .filter,
    .pager,
    .choices,
    .bottom a,
    .chart details {
      display: none;
    }
    .made {
      display: block;
      margin-left: auto;
      color: var(--muted);
      font-size: 9pt;
    }
    .code pre,
    details .scroll {
      max-height: none;
      overflow: visible;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .scroll {
      overflow: visible;
    }
    .columns,
    .columns > div,
    .steps,
    .steps > li {
      display: block;
    }
    .columns > div > * + *,
    .steps > li + li {
      margin-top: 0.5rem;
    }
    .columns > div + div {
      margin-top: 0.875rem;
    }
    .seen {
      position: static;
    }
    .charts {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 0.625rem;
    }
    .movers {
      grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
    }
    th,
    td {
      padding: 0.25rem 0.375rem;
    }
    .meter .bar {
      display: none;
    }
    .meter {
      display: inline;
    }
    .rows.worst > li {
      grid-template-columns: 5rem 10rem minmax(0, 1fr);
    }
    .source::after {
      content: ' (' attr(href) ')';
      color: var(--muted);
      font-size: 8pt;
      overflow-wrap: anywhere;
    }
    .portal {
      display: none;
    }
    .finding {
      box-decoration-break: clone;
    }
    .finding header,
    .finding .summary,
    .chart,
    .notice,
    .headline > div,
    .mover-list,
    .steps > li > p,
    tr,
    .rows > li {
      break-inside: avoid;
    }
    .finding header,
    .steps > li > p,
    .code-head,
    h2,
    h3,
    h4,
    .section-head {
      break-after: avoid;
    }
    thead {
      display: table-header-group;
    }
  }
`;
