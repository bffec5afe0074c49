/** Small pictures beside text that says the same: every state has a shape of its own, not only a colour. */
import type { Severity } from '../../model.ts';
import type { Html } from '../html.tsx';

/** What a badge can say. */
export type Tone = Severity | 'unknown' | 'pass' | 'notAudited' | 'busy' | 'notApplicable';

export function Icon({ tone }: { readonly tone: Tone }): Html {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
      {shapes[tone]}
    </svg>
  );
}

/** The product's mark. */
export function Mark(): Html {
  return (
    <svg class="mark" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false">
      <rect width="24" height="24" rx="5" fill="currentColor" />
      <path class="mark-line" d="M6 16.5 10 11l3 3 5-7" fill="none" />
    </svg>
  );
}

const shapes: Readonly<Record<Tone, Html>> = {
  critical: (
    <path fill="currentColor" fill-rule="evenodd" d="M5 1h6l4 4v6l-4 4H5l-4-4V5ZM7 4v5h2V4Zm0 6.5v2h2v-2Z" />
  ),
  high: <path fill="currentColor" fill-rule="evenodd" d="M8 1 15.5 15H.5ZM7.1 6v5h1.8V6Zm0 6v1.8h1.8V12Z" />,
  medium: <path fill="currentColor" d="M8 1 15 8 8 15 1 8Z" />,
  low: <path fill="currentColor" d="M1.5 4h13L8 14Z" />,
  info: (
    <path
      fill="currentColor"
      fill-rule="evenodd"
      d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM7 7v5h2V7Zm0-3v2h2V4Z"
    />
  ),
  unknown: (
    <>
      <circle
        cx="8"
        cy="8"
        r="6.5"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-dasharray="2.6 1.5"
      />
      <path
        d="M6 6.3c.1-1.2 1-1.9 2-1.9s2 .6 2 1.7c0 1.4-2 1.4-2 3"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
      />
      <rect x="7.2" y="10.5" width="1.6" height="1.6" fill="currentColor" />
    </>
  ),
  pass: <path d="m2.5 8.5 3.5 4 7.5-9" fill="none" stroke="currentColor" stroke-width="2.2" />,
  notAudited: (
    <>
      <circle cx="8" cy="8" r="6.3" fill="none" stroke="currentColor" stroke-width="1.8" />
      <path d="m3.6 12.4 8.8-8.8" stroke="currentColor" stroke-width="1.8" />
    </>
  ),
  busy: (
    <>
      <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.5" />
      <path d="M8 4v4l3 2" fill="none" stroke="currentColor" stroke-width="1.5" />
    </>
  ),
  notApplicable: <path d="M3 8h10" stroke="currentColor" stroke-width="2" />,
};
