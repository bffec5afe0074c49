import type { Html } from '../../../src/pages/html.tsx';
import type { ReceivedWebhook } from '../received.ts';
import { headersText, indented, Source } from './parts.tsx';

export function WebhookView({ webhook }: { readonly webhook: ReceivedWebhook }): Html {
  return (
    <>
      <section aria-labelledby="headers">
        <h2 id="headers">Request</h2>
        <Source title="Headers" text={`POST ${webhook.path}\n${headersText(webhook.headers)}`} wrapped />
      </section>
      <section aria-labelledby="body">
        <h2 id="body">Body</h2>
        <Source title="JSON" text={indented(webhook.body)} />
      </section>
    </>
  );
}
