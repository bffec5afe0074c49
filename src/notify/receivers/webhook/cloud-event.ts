/** A message as a CloudEvent 1.0 in structured mode (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md). */
import { cleanText } from '../../../shared/clean-text.ts';
import type { Outgoing } from '../receiver.ts';

export const cloudEventContentType = 'application/cloudevents+json; charset=utf-8';

/** The body of a request. `source` is the address of this installation: with the id of the delivery it is unique. */
export function cloudEventOf({ deliveryId, group, message }: Outgoing, type: string, source: string): string {
  return JSON.stringify({
    specversion: '1.0',
    id: deliveryId,
    source,
    type,
    subject: cleanText(group, 300),
    time: message.at,
    datacontenttype: 'application/json',
    data: message,
  });
}
