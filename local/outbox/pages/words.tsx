/** Names of messages as people read them. */
import type { Html } from '../../../src/pages/html.tsx';
import { Badge } from '../../../src/pages/parts/badge.tsx';
import type { Received, ReceivedWebhook } from '../received.ts';

export const kindWords: Readonly<Record<Received['kind'], string>> = {
  teams: 'Teams card',
  mail: 'Mail',
  webhook: 'Webhook',
};

/** Never empty: it is what a message is opened by. */
export function titleIn({ title, kind }: Received): string {
  return title === '' ? `${kindWords[kind]} without a title` : title;
}

/** What is known of a signature, at a glance. */
export function SignatureBadge({ of }: { readonly of: ReceivedWebhook['signature'] }): Html {
  if (of === 'verified') return <Badge tone="pass">Signature verified</Badge>;
  if (of === 'wrong') return <Badge tone="critical">Signature wrong</Badge>;
  return <Badge tone="unknown">{of === 'none' ? 'Not signed' : 'Signature not verified'}</Badge>;
}

export function Signature({ of: { signature, why } }: { readonly of: ReceivedWebhook }): Html {
  const more =
    signature === 'unknownSecret' ? 'Only the subscription has the secret that it is signed by.' : why;
  return (
    <>
      <SignatureBadge of={signature} />
      {more === null ? null : <p class="hint">{more}</p>}
    </>
  );
}
