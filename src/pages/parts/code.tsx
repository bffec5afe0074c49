import type { Html } from '../html.tsx';

interface CodeProps {
  /** A command is wrapped, so that nothing of it is out of sight; in a manifest the lines mean something. */
  readonly kind: 'Command' | 'Manifest';
  readonly text: string;
}

/** Text to copy as it is. The script adds a button; without it the text can still be selected. */
export function Code({ kind, text }: CodeProps): Html {
  return (
    <div class={`code ${kind.toLowerCase()}`} data-copy={kind}>
      <div class="code-head">{kind}</div>
      <pre tabindex={0} role="group" aria-label={kind}>
        <code>{text}</code>
      </pre>
    </div>
  );
}
