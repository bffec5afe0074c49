import type { Html } from '../html.tsx';

/** A share as a bar beside its figure, from 0 to 1; `rest` draws what is missing as hatched, not as empty. */
export function Bar({ share, rest = false }: { readonly share: number; readonly rest?: boolean }): Html {
  const width = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
  return (
    <span class={rest ? 'bar hatched' : 'bar'} aria-hidden="true">
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" focusable="false">
        <rect width={String(width)} height="4" fill="currentColor" />
      </svg>
    </span>
  );
}
