import type { Child } from 'hono/jsx';
import type { ReceiverState } from '../../notify/receiver-states.ts';
import { countOf, listInWords } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Badge } from '../parts/badge.tsx';
import { Name } from '../parts/name.tsx';
import { Table } from '../parts/table.tsx';
import { nameText, plain, sentence } from '../parts/text.ts';
import { Ago } from '../parts/time.tsx';
import { messagesPath } from './messages-link.ts';
import { kindWords } from './words.ts';

const columns = [
  { name: 'Receiver' },
  { name: 'Where to' },
  { name: 'Told of' },
  { name: 'How it fares' },
] as const;

interface ReceiverTableProps {
  readonly receivers: readonly ReceiverState[];
  readonly now: Date;
}

/** Everybody who is told, and whether messages reach them. */
export function ReceiverTable({ receivers, now }: ReceiverTableProps): Html {
  return (
    <Table
      caption="Receivers and how they fare"
      columns={columns}
      rows={receivers.map((receiver) => rowOf(receiver, now))}
      cards
    />
  );
}

function rowOf(receiver: ReceiverState, now: Date): readonly Child[] {
  const { id, name, kind, to } = receiver;
  return [
    <a href={messagesPath({ receiver: id })}>
      <Name of={name} />
    </a>,
    <div>
      {kindWords[kind]}
      <span class="line">{plain(listInWords(to, 3))}</span>
    </div>,
    toldOf(receiver),
    <Health receiver={receiver} now={now} />,
  ];
}

function toldOf({ source, routes, reports }: ReceiverState): string {
  const parts = [
    ...(source === 'api' ? ['what it subscribed'] : []),
    ...(routes.length === 0 ? [] : [namedList(routes, 'the route', 'the routes')]),
    ...(reports.length === 0 ? [] : [namedList(reports, 'the report', 'the reports')]),
  ];
  return parts.length === 0 ? 'nothing: no route and no report names it' : listInWords(parts);
}

function namedList(names: readonly string[], one: string, several: string): string {
  return `${names.length === 1 ? one : several} ${listInWords(
    names.map((name) => `“${nameText(name)}”`),
    3,
  )}`;
}

function Health({
  receiver: { paused, health },
  now,
}: {
  readonly receiver: ReceiverState;
  readonly now: Date;
}): Html {
  if (paused !== null) {
    return (
      <div>
        <Badge tone="notAudited">Paused</Badge>
        <span class="line">
          <Ago at={paused.at} now={now} />: {sentence(paused.why)}
        </span>
      </div>
    );
  }
  if (health === null) return <span class="line">Nothing was sent to it yet.</span>;
  const { failingSince, failures, lost = 0, lastFailure, retryAt, lastSentAt } = health;
  if (failingSince === undefined) {
    return (
      <div>
        <Badge tone="pass">Works</Badge>
        {lastSentAt === undefined ? null : (
          <span class="line">
            last reached <Ago at={lastSentAt} now={now} />
          </span>
        )}
      </div>
    );
  }
  return (
    <div>
      <Badge tone="high">Fails</Badge>
      <span class="line">
        first <Ago at={failingSince} now={now} />, {countOf(failures, 'try', 'tries')} in a row
        {lost === 0 ? null : `, ${countOf(lost, 'message')} given up`}
        {retryAt === undefined ? null : (
          <>
            , tried again <Ago at={retryAt} now={now} />
          </>
        )}
      </span>
      {lastFailure === undefined ? null : <span class="line">{sentence(lastFailure)}</span>}
    </div>
  );
}
