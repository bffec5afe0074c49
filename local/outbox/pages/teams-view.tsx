import type { Html } from '../../../src/pages/html.tsx';
import { formatBytes } from '../../../src/shared/format.ts';
import type { ReceivedTeams } from '../received.ts';
import { Frame, indented, Source } from './parts.tsx';

export function TeamsView({ message }: { readonly message: ReceivedTeams }): Html {
  return (
    <>
      <section aria-labelledby="card">
        <div class="section-head">
          <h2 id="card">As a card</h2>
          <p class="hint">About as Teams shows it.</p>
        </div>
        <Frame of={message.id} title="The card" />
      </section>
      <section aria-labelledby="json">
        <div class="section-head">
          <h2 id="json">As sent</h2>
          <p class="hint">{formatBytes(Buffer.byteLength(message.body))}; Teams takes 28 KB at most.</p>
        </div>
        <Source title="JSON" text={indented(message.body)} />
      </section>
    </>
  );
}
