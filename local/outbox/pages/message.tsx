import type { Child } from 'hono/jsx';
import type { Html } from '../../../src/pages/html.tsx';
import { documentOf } from '../../../src/pages/html.tsx';
import { Time } from '../../../src/pages/parts/time.tsx';
import type { Received } from '../received.ts';
import { Layout } from './layout.tsx';
import { Facts } from './parts.tsx';
import { MailView } from './mail-view.tsx';
import { TeamsView } from './teams-view.tsx';
import { WebhookView } from './webhook-view.tsx';
import { kindWords, Signature, titleIn } from './words.tsx';

/** The page at `/messages/{id}`. */
export function messagePage(message: Received, now: Date): string {
  const title = titleIn(message);
  return documentOf(
    <Layout title={title} now={now} step={title}>
      <div class="title">
        <h1>{title}</h1>
      </div>
      <Facts facts={factsOf(message)} />
      <View of={message} />
    </Layout>,
  );
}

function factsOf(message: Received): readonly (readonly [string, Child])[] {
  const came: readonly [string, Child] = ['Came', <Time at={message.at} />];
  const kind: readonly [string, Child] = ['Kind', kindWords[message.kind]];
  if (message.kind === 'mail') return [kind, ['From', message.from], ['To', message.receiver], came];
  const common = [kind, ['Receiver', message.receiver], came] as const;
  return message.kind === 'teams' ? common : [...common, ['Signature', <Signature of={message} />]];
}

function View({ of }: { readonly of: Received }): Html {
  if (of.kind === 'mail') return <MailView mail={of} />;
  return of.kind === 'teams' ? <TeamsView message={of} /> : <WebhookView webhook={of} />;
}
