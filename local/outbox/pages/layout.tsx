/** What every page of the outbox has around its content: the look of the app's own pages, and a word on what this is. */
import type { Child } from 'hono/jsx';
import type { Html } from '../../../src/pages/html.tsx';
import { Mark } from '../../../src/pages/parts/icons.tsx';
import { Time } from '../../../src/pages/parts/time.tsx';

interface LayoutProps {
  readonly title: string;
  readonly now: Date;
  /** Set where new messages are waited for. */
  readonly refreshSeconds?: number;
  /** The message that is shown; null on the list. */
  readonly step: string | null;
  readonly children: Child;
}

export function Layout({ title, now, refreshSeconds, step, children }: LayoutProps): Html {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} – Outbox of the AKS Fleet Auditor`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/app.css" />
        <link rel="stylesheet" href="/assets/outbox.css" />
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
              Outbox
            </a>
          </div>
          <div class="sample" role="note">
            <div class="wrap">
              Nothing here left this machine. Name your own receivers in a notification file, and start with
              it: NOTIFY_FILE=FILE npm start
            </div>
          </div>
        </header>
        <main id="content" class="wrap" tabindex={-1}>
          {step === null ? null : (
            <nav class="trail" aria-label="Where you are">
              <ol>
                <li>
                  <a href="/">Messages</a>
                </li>
                <li>
                  <span aria-current="page">{step}</span>
                </li>
              </ol>
            </nav>
          )}
          {children}
        </main>
        <footer class="bottom">
          <div class="wrap">
            <span>
              Made <Time at={now.toISOString()} />. All times are UTC.
            </span>
          </div>
        </footer>
      </body>
    </html>
  );
}
