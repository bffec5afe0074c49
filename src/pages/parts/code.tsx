import type { Html } from '../html.tsx';

/** Text to copy as it is. The script adds a button; without it the text can still be selected. */
export function Code({ label, text }: { readonly label: string; readonly text: string }): Html {
  return (
    <div class="code" data-copy={label}>
      <div class="code-head">{label}</div>
      <pre tabindex={0} role="group" aria-label={label}>
        <code>{text}</code>
      </pre>
    </div>
  );
}
