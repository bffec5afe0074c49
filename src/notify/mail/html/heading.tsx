import type { JSX } from 'hono/jsx/jsx-runtime';

export function Heading({ text }: { readonly text: string }): JSX.Element {
  return (
    <h2 class="text" style="margin:6px 0 8px;font-size:16px;line-height:22px;font-weight:bold;color:#1a2029">
      {text}
    </h2>
  );
}
