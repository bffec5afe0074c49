import { countOf } from '../../../src/shared/format.ts';
import type { Html } from '../../../src/pages/html.tsx';
import { documentOf } from '../../../src/pages/html.tsx';
import { Table } from '../../../src/pages/parts/table.tsx';
import { Ago } from '../../../src/pages/parts/time.tsx';
import type { Received, ReceivedWebhook } from '../received.ts';
import { Layout } from './layout.tsx';
import { kindWords, SignatureBadge, titleIn } from './words.tsx';

interface ListView {
  /** Newest first. */
  readonly messages: readonly Received[];
  readonly now: Date;
}

const refreshSeconds = 10;

/** The page at `/`. */
export function listPage({ messages, now }: ListView): string {
  return documentOf(
    <Layout title="Messages" now={now} refreshSeconds={refreshSeconds} step={null}>
      <div class="title">
        <h1>Messages</h1>
        <p class="lead">
          {messages.length === 0
            ? 'What the auditor would send, as its receivers would see it.'
            : `${countOf(messages.length, 'message')}, newest first, as receivers would see them.`}
        </p>
      </div>
      {messages.length === 0 ? <Nothing /> : <Rows messages={messages} now={now} />}
    </Layout>,
  );
}

function Nothing(): Html {
  return (
    <div class="panel">
      <p>
        No message has come yet. After a sweep the auditor decides whom it tells of what; the page of the app
        on messages says what it told nobody, and why.
      </p>
    </div>
  );
}

const columns = [{ name: 'Title' }, { name: 'Kind' }, { name: 'Receiver' }, { name: 'Came' }];

function Rows({ messages, now }: ListView): Html {
  return (
    <Table
      caption="Messages, newest first"
      cards
      columns={columns}
      rows={messages.map((message) => [
        <a href={`/messages/${message.id}`}>{titleIn(message)}</a>,
        <span>
          {kindWords[message.kind]}{' '}
          {message.kind === 'webhook' && isWorrying(message) ? (
            <SignatureBadge of={message.signature} />
          ) : null}
        </span>,
        message.receiver,
        <Ago at={message.at} now={now} />,
      ])}
    />
  );
}

/** A signature that is right needs no word, and that of a subscription cannot be looked at here. */
function isWorrying({ signature }: ReceivedWebhook): boolean {
  return signature === 'wrong' || signature === 'none';
}
