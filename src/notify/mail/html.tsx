/**
 * Mail as HTML for Outlook, Gmail and Apple Mail: tables and inline styles, nothing that is loaded from anywhere, no image,
 * no script. The style sheet is for dark mode and phones only: where it is thrown away nothing is lost.
 */
import { raw } from 'hono/html';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Outline } from '../outline/outline.ts';
import { Head } from './html/head.tsx';
import { Sheet } from './html/sheet.tsx';
import { sans } from './html/style.ts';
import type { MailFrame } from './mail-of.ts';

export function mailHtml(outline: Outline, frame: MailFrame, subject: string): string {
  const root = (
    <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        {/* Phones make links of what looks like a date or a number. */}
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <title>{subject}</title>
        <Head />
      </head>
      <body class="page" style={`margin:0;padding:0;background-color:#f1f4f7;color:#1a2029;${sans}`}>
        <Preview text={outline.summary} />
        <Page outline={outline} frame={frame} />
      </body>
    </html>
  );
  return `<!doctype html>\n${markup(root)}\n`;
}

/** What lists of mails show beside the subject. */
function Preview({ text }: { readonly text: string }): JSX.Element {
  const hidden =
    'display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden;mso-hide:all';
  return (
    <div aria-hidden="true" style={hidden}>
      {text}
    </div>
  );
}

function Page({ outline, frame }: { readonly outline: Outline; readonly frame: MailFrame }): JSX.Element {
  return (
    <table
      role="presentation"
      class="page"
      width="100%"
      cellpadding="0"
      cellspacing="0"
      border={0}
      bgcolor="#f1f4f7"
    >
      <tbody>
        <tr>
          <td class="gutter" align="center" style="padding:24px 12px">
            {/* Outlook knows no max-width. */}
            {raw('<!--[if mso]><table role="presentation" width="600" align="center"><tr><td><![endif]-->')}
            <Sheet outline={outline} frame={frame} />
            {raw('<!--[if mso]></td></tr></table><![endif]-->')}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function markup(tree: JSX.Element): string {
  // No component here waits for anything, so none answers a promise.
  return (tree as Exclude<JSX.Element, Promise<unknown>>).toString();
}
