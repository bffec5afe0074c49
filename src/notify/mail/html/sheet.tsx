/** The sheet that a mail is written on, from its badge to the button. */
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Outline } from '../../outline/outline.ts';
import type { MailFrame } from '../mail-of.ts';
import { Footer } from './footer.tsx';
import { Rows } from './rows.tsx';
import { SectionRows } from './sections.tsx';
import { sans, toneColors } from './style.ts';

export function Sheet({
  outline,
  frame,
}: {
  readonly outline: Outline;
  readonly frame: MailFrame;
}): JSX.Element {
  return (
    <Rows style="width:100%;max-width:600px;border-collapse:separate">
      <Brand notice={frame.notice} />
      <tr>
        <td
          class="sheet"
          bgcolor="#ffffff"
          style={`background-color:#ffffff;border:1px solid #dde2e8;border-top:4px solid ${toneColors[outline.tone].strong};border-radius:6px`}
        >
          <Rows>
            <Title outline={outline} />
            {outline.sections.map((section) => (
              <SectionRows section={section} link={outline.link} />
            ))}
            <Button outline={outline} />
          </Rows>
        </td>
      </tr>
      <Footer frame={frame} />
    </Rows>
  );
}

function Brand({ notice }: { readonly notice: string | null }): JSX.Element {
  return (
    <tr>
      <td
        class="muted pad"
        style={`padding:0 4px 10px;font-size:13px;line-height:18px;color:#566170;${sans}`}
      >
        <b class="text" style="color:#1a2029">
          AKS Fleet Auditor
        </b>
        {notice === null ? null : (
          <div class="text" style="padding-top:4px;color:#1a2029">
            {notice}
          </div>
        )}
      </td>
    </tr>
  );
}

function Title({ outline }: { readonly outline: Outline }): JSX.Element {
  const { tone, label, news, title, summary } = outline;
  const { strong } = toneColors[tone];
  return (
    <tr>
      <td class="pad" style={`padding:24px 28px 4px;${sans}`}>
        <table role="presentation" cellpadding="0" cellspacing="0" border={0}>
          <tbody>
            <tr>
              <td
                class={`badge-${tone}`}
                bgcolor={strong}
                style={`padding:3px 10px;background-color:${strong};border-radius:4px;color:#ffffff;font-size:13px;line-height:18px;font-weight:bold;white-space:nowrap`}
              >
                {label}
              </td>
              <td class="muted" style="padding-left:10px;font-size:14px;line-height:18px;color:#566170">
                {news === label ? '' : news}
              </td>
            </tr>
          </tbody>
        </table>
        <h1
          class="text title"
          style="margin:14px 0 8px;font-size:23px;line-height:30px;font-weight:bold;color:#1a2029;overflow-wrap:anywhere;word-break:break-word"
        >
          {title}
        </h1>
        <p
          class="text"
          style="margin:0 0 12px;font-size:16px;line-height:24px;color:#1a2029;overflow-wrap:anywhere;word-break:break-word"
        >
          {summary}
        </p>
      </td>
    </tr>
  );
}

function Button({ outline: { link } }: { readonly outline: Outline }): JSX.Element | null {
  if (link === null) return null;
  return (
    <tr>
      <td class="pad" style="padding:20px 28px 28px">
        <table role="presentation" cellpadding="0" cellspacing="0" border={0}>
          <tbody>
            <tr>
              <td class="button" bgcolor="#0b57b0" style="background-color:#0b57b0;border-radius:6px">
                <a
                  class="button-text"
                  href={link.url}
                  style={`display:inline-block;padding:11px 22px;font-size:15px;line-height:20px;font-weight:bold;color:#ffffff;text-decoration:none;${sans}`}
                >
                  {link.text}
                </a>
              </td>
            </tr>
          </tbody>
        </table>
      </td>
    </tr>
  );
}
