import type { Child } from 'hono/jsx';
import type { Html } from '../html.tsx';
import type { Tone } from './icons.tsx';
import { Icon } from './icons.tsx';

interface NoticeProps {
  readonly tone: Tone;
  readonly title: Child;
  readonly children?: Child;
}

/** A box that nobody may overlook: what went wrong, and what it means. */
export function Notice({ tone, title, children }: NoticeProps): Html {
  return (
    <div class={`notice ${tone}`} role="note">
      <Icon tone={tone} />
      <div>
        <p class="notice-title">{title}</p>
        {children}
      </div>
    </div>
  );
}
