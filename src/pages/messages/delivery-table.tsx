import type { Child } from 'hono/jsx';
import type { Html } from '../html.tsx';
import { Badge } from '../parts/badge.tsx';
import { Name } from '../parts/name.tsx';
import { Table } from '../parts/table.tsx';
import { plain } from '../parts/text.ts';
import { Ago } from '../parts/time.tsx';
import type { MessagesView, ShownDelivery } from '../views.ts';
import { DeliveryState } from './delivery-state.tsx';
import { messagePath } from './messages-link.ts';
import { badgeTone, kindWords } from './words.ts';

const columns = [
  { name: 'Message' },
  { name: 'To' },
  { name: 'Why' },
  { name: 'Decided' },
  { name: 'Arrival' },
] as const;

/** What was sent, to whom, why, when, and whether it arrived. */
export function DeliveryTable({ view }: { readonly view: MessagesView }): Html {
  return (
    <Table
      caption="Messages, newest first"
      columns={columns}
      rows={view.deliveries.map((shown) => rowOf(shown, view))}
      cards
    />
  );
}

function rowOf({ delivery, outline }: ShownDelivery, { receivers, now }: MessagesView): readonly Child[] {
  const { id, receiver, receiverKind, route, message, createdAt } = delivery;
  const name = receivers.find((known) => known.id === receiver)?.name ?? receiver;
  return [
    <div>
      <a href={messagePath(id)}>{plain(outline.title)}</a>
      <span class="line">
        <Badge tone={badgeTone(outline.tone)}>{plain(outline.label)}</Badge>
      </span>
    </div>,
    <div class="sent-to">
      <Name of={name} />
      <span class="line">{kindWords[receiverKind]}</span>
    </div>,
    <div>
      {message.form === 'digest' ? 'Scheduled report' : plain(outline.news)}
      {route === null ? null : (
        <span class="line">
          by the route “<Name of={route} />”
        </span>
      )}
    </div>,
    <Ago at={createdAt} now={now} />,
    <DeliveryState delivery={delivery} now={now} />,
  ];
}
