/** What every page has around its content. */
import type { Child } from 'hono/jsx';
import type { Html } from './html.tsx';
import { Mark } from './parts/icons.tsx';
import { Time } from './parts/time.tsx';
import type { Frame } from './views.ts';

interface LayoutProps {
  readonly frame: Frame;
  /** Of the browser's tab; the product's name follows it. */
  readonly title: string;
  /** Which of the site's parts the page is in; none for errors. */
  readonly part?: Part | undefined;
  /** Where the reader is below that part, the page itself last; empty on the first page of a part. */
  readonly trail: readonly Child[];
  /** Set while something is going on that the reader waits for: the script loads the page again, or the browser. */
  readonly refreshSeconds?: number | undefined;
  /** Where the API has the same. */
  readonly json?: string;
  readonly children: Child;
}

/** The parts of the site, as its navigation lists them. */
const parts = {
  fleet: { text: 'Fleet', href: '/' },
  findings: { text: 'Findings', href: '/findings' },
  messages: { text: 'Messages', href: '/messages' },
  checks: { text: 'Checks', href: '/checks' },
  reference: { text: 'API reference', href: '/reference' },
} as const;
type Part = keyof typeof parts;

export function Layout({
  frame,
  title,
  part,
  trail,
  refreshSeconds,
  json = '/api/clusters',
  children,
}: LayoutProps): Html {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {refreshSeconds === undefined ? null : (
          <noscript>
            <meta http-equiv="refresh" content={String(refreshSeconds)} />
          </noscript>
        )}
        <title>{`${title} – AKS Fleet Auditor`}</title>
        <link rel="icon" href={icon} />
        <link rel="stylesheet" href="/assets/app.css" />
        <script src="/assets/app.js" defer />
      </head>
      <body data-refresh={refreshSeconds}>
        <a class="skip" href="#content">
          Skip to content
        </a>
        <header class="top">
          <div class="wrap top-row">
            <a class="brand" href="/">
              <Mark />
              AKS Fleet Auditor
            </a>
            <Parts current={trail.length === 0 ? part : undefined} within={part} />
            <p class="made">
              <Time at={frame.now.toISOString()} />
            </p>
          </div>
          {frame.notice === null ? null : (
            <div class="sample" role="note">
              <div class="wrap">{frame.notice}</div>
            </div>
          )}
        </header>
        <main id="content" class="wrap" tabindex={-1}>
          {trail.length === 0 ? null : <Trail part={part} steps={trail} />}
          {children}
        </main>
        <footer class="bottom">
          <div class="wrap">
            <span>
              Made <Time at={frame.now.toISOString()} />. All times are UTC.
            </span>
            <a href={json}>This page as JSON</a>
          </div>
        </footer>
      </body>
    </html>
  );
}

interface PartsProps {
  /** The part whose first page this is. */
  readonly current: Part | undefined;
  readonly within: Part | undefined;
}

function Parts({ current, within }: PartsProps): Html {
  return (
    <nav class="parts" aria-label="Parts of the site">
      <ul>
        {Object.entries(parts).map(([part, { text, href }]) => (
          <li>
            <a
              href={href}
              class={part === within ? 'within' : undefined}
              aria-current={part === current ? 'page' : undefined}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface TrailProps {
  readonly part: Part | undefined;
  readonly steps: readonly Child[];
}

function Trail({ part = 'fleet', steps }: TrailProps): Html {
  return (
    <nav class="trail" aria-label="Where you are">
      <ol>
        <li>
          <a href={parts[part].href}>{parts[part].text}</a>
        </li>
        {steps.map((step, place) => (
          <li>{place === steps.length - 1 ? <span aria-current="page">{step}</span> : step}</li>
        ))}
      </ol>
    </nav>
  );
}

/** A data URL, so that browsers do not ask for /favicon.ico. */
const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="5" fill="#0b57b0"/><path d="M6 16.5 10 11l3 3 5-7" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>',
)}`;
