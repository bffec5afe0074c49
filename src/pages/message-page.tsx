/** One message as its receiver gets it, and every try to bring it there. */
import { documentOf } from './html.tsx';
import { Layout } from './layout.tsx';
import { AttemptTable } from './messages/attempt-table.tsx';
import { Arrival } from './messages/arrival.tsx';
import { MessageWay } from './messages/message-way.tsx';
import { OutlineSection } from './messages/outline-section.tsx';
import { ReadOn } from './messages/read-on.tsx';
import { badgeTone, statusWords } from './messages/words.ts';
import { Badge } from './parts/badge.tsx';
import { Code } from './parts/code.tsx';
import { plain, sentence } from './parts/text.ts';
import type { MessageView } from './views.ts';

/** The page at `/messages/{id}`. */
export function messagePage(view: MessageView): string {
  const { delivery, outline } = view;
  const title = plain(outline.title);
  return documentOf(
    <Layout
      frame={view}
      title={title}
      part="messages"
      trail={[title]}
      json={`/api/deliveries/${encodeURIComponent(delivery.id)}`}
    >
      <div class="title">
        <h1>{title}</h1>
        <ul class="counts">
          <li>
            <Badge tone={badgeTone(outline.tone)}>{plain(outline.label)}</Badge>
          </li>
          <li>
            <Badge tone={statusWords[delivery.status].tone}>{statusWords[delivery.status].text}</Badge>
          </li>
        </ul>
      </div>
      <Arrival view={view} />
      <MessageWay view={view} />
      <section aria-labelledby="says">
        <div class="section-head">
          <h2 id="says">What it says</h2>
          <p class="hint">Each receiver gets it in a form of its own: a card, a mail or an event.</p>
        </div>
        <div class="panel letter">
          <p class="news">{plain(outline.news)}</p>
          <p class="summary">{sentence(outline.summary)}</p>
          {outline.sections.map((part) => (
            <OutlineSection of={part} />
          ))}
          <ReadOn message={delivery.message} />
        </div>
      </section>
      <AttemptTable delivery={delivery} />
      <section aria-labelledby="again">
        <h2 id="again">Send it again</h2>
        <p>
          Whatever became of it, it is sent again under the same id: a receiver that has it already can tell.
          It takes the role Operator.
        </p>
        <Code
          kind="Command"
          text={`curl --request POST "$ADDRESS/api/deliveries/${encodeURIComponent(delivery.id)}/redeliver"`}
        />
      </section>
    </Layout>,
  );
}
