import type { Child } from 'hono/jsx';
import type { Html } from '../../../src/pages/html.tsx';

export function Facts({ facts }: { readonly facts: readonly (readonly [string, Child])[] }): Html {
  return (
    <dl class="facts panel">
      {facts.map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  );
}

interface SourceProps {
  readonly title: string;
  readonly text: string;
  /** Lines that are longer than the page go on in the next one; else they are scrolled to. */
  readonly wrapped?: boolean;
}

/** Text as it came, with a button to copy it. */
export function Source({ title, text, wrapped = false }: SourceProps): Html {
  return (
    <div class={wrapped ? 'code source wrapped' : 'code source'} data-copy={title}>
      <div class="code-head">{title}</div>
      <pre tabindex={0} role="group" aria-label={title}>
        <code>{text}</code>
      </pre>
    </div>
  );
}

/** JSON with its lines; what is none stays as it is. */
export function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

export function headersText(headers: readonly (readonly [string, string])[]): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join('\n');
}

interface FrameProps {
  /** Id of the message. */
  readonly of: string;
  readonly title: string;
}

/** What came from outside, in a frame that may do nothing but be looked at. */
export function Frame({ of, title }: FrameProps): Html {
  return <iframe class="came" title={title} sandbox="" src={`/messages/${of}/frame.html`} />;
}
