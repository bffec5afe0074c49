import type { Html } from '../html.tsx';

interface CodeProps {
  /** Commands and queries are wrapped, so that nothing of them is out of sight; in a manifest the lines mean something. */
  readonly kind: 'Command' | 'Manifest' | 'KQL';
  readonly text: string;
}

/** Text to copy as it is. The script adds a button; without it the text can still be selected. */
export function Code({ kind, text }: CodeProps): Html {
  return (
    <div class={`code ${kind.toLowerCase()}`} data-copy={kind}>
      <div class="code-head">{kind}</div>
      <pre tabindex={0} role="group" aria-label={kind}>
        <code>{kind !== 'Manifest' ? <Words text={text} /> : text}</code>
      </pre>
    </div>
  );
}

/** Lines of a command break between its words only: broken after one of its hyphens it could not be read. */
function Words({ text }: { readonly text: string }): Html {
  return (
    <>{text.split(/(\s+)/u).map((part) => (part.trim() === '' ? part : <span class="word">{part}</span>))}</>
  );
}
