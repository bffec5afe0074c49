/** A message as a CloudEvent 1.0 in structured mode (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md). */
import type { Message } from '../../../notification.ts';
import { cleanText } from '../../../shared/clean-text.ts';
import type { Outgoing } from '../receiver.ts';

export const cloudEventContentType = 'application/cloudevents+json; charset=utf-8';

/** The body of a request. `source` is the address of this installation: with the id of the delivery it is unique. */
export function cloudEventOf({ deliveryId, group, message }: Outgoing, type: string, source: string): string {
  const subject = group ?? subjectOf(message);
  return JSON.stringify({
    specversion: '1.0',
    id: deliveryId,
    source,
    type,
    ...(subject === null ? {} : { subject: cleanText(subject, 300) }),
    time: message.at,
    datacontenttype: 'application/json',
    data: message,
  });
}

/** What it is about, where the message itself tells. */
function subjectOf(message: Message): string | null {
  if (message.form === 'digest') return message.name;
  const { cause, clusters, clustersTotal } = message;
  if (cause !== null) return `${cause.kind}/${cause.name}`;
  const [cluster] = clusters;
  return cluster === undefined || clustersTotal > 1 ? null : `cluster/${cluster.key}`;
}
