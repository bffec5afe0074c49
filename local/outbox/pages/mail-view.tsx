import type { Html } from '../../../src/pages/html.tsx';
import { formatBytes } from '../../../src/shared/format.ts';
import type { ReceivedMail } from '../received.ts';
import { Frame, headersText, Source } from './parts.tsx';

export function MailView({ mail }: { readonly mail: ReceivedMail }): Html {
  return (
    <>
      {mail.html === null ? null : (
        <section aria-labelledby="html">
          <h2 id="html">As HTML</h2>
          <Frame of={mail.id} title="The mail as HTML" />
        </section>
      )}
      <Attachments mail={mail} />
      {mail.text === null ? null : (
        <section aria-labelledby="text">
          <h2 id="text">As text</h2>
          <Source title="Text" text={mail.text} wrapped />
        </section>
      )}
      <section aria-labelledby="headers">
        <h2 id="headers">Headers</h2>
        <Source title="Headers" text={headersText(mail.headers)} wrapped />
      </section>
    </>
  );
}

function Attachments({ mail: { id, attachments } }: { readonly mail: ReceivedMail }): Html | null {
  if (attachments.length === 0) return null;
  return (
    <section aria-labelledby="attachments">
      <h2 id="attachments">Attachments</h2>
      <ul class="attached panel">
        {attachments.map(({ fileName, type, base64 }, place) => (
          <li>
            <a href={`/messages/${id}/attachments/${place}`}>{fileName}</a>{' '}
            <span class="hint">
              {type}, {formatBytes(Buffer.byteLength(base64, 'base64'))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
