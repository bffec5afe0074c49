import type { JSX } from 'hono/jsx/jsx-runtime';
import { footerSentences } from '../footer.ts';
import type { MailFrame } from '../mail-of.ts';
import { breaks, sans } from './style.ts';

/** As text: an address of the settings, and links in small grey print are not pressed by anybody who wants to see them. */
export function Footer({ frame }: { readonly frame: MailFrame }): JSX.Element {
  return (
    <tr>
      <td
        class="muted pad"
        style={`padding:16px 4px 0;font-size:12px;line-height:18px;color:#566170;${breaks};${sans}`}
      >
        {footerSentences(frame).map((sentence) => (
          <p style="margin:0 0 4px">{sentence}</p>
        ))}
      </td>
    </tr>
  );
}
