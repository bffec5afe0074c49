/** States as words with a shape and a colour. */
import type { Child } from 'hono/jsx';
import type { Headline, Severity } from '../../model.ts';
import { severities } from '../../model.ts';
import { severityWords } from '../../report/severity-words.ts';
import { formatCount } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import type { Tone } from './icons.tsx';
import { Icon } from './icons.tsx';

interface BadgeProps {
  readonly tone: Tone;
  readonly children: Child;
}

export function Badge({ tone, children }: BadgeProps): Html {
  return (
    <span class={`badge ${tone}`}>
      <Icon tone={tone} />
      {children}
    </span>
  );
}

export function SeverityBadge({ severity }: { readonly severity: Severity }): Html {
  return <Badge tone={severity}>{severityWords[severity]}</Badge>;
}

/** `1 critical`, `3 high`: only what occurs. Nothing found is said in words by the caller, who knows what was seen. */
export function FindingCounts({ counts }: { readonly counts: Headline['findings'] }): Html {
  return (
    <ul class="counts">
      {severities.map((severity) => {
        const count = counts[severity] ?? 0;
        return count === 0 ? null : (
          <li>
            <Badge tone={severity}>
              {formatCount(count)} {severity}
            </Badge>
          </li>
        );
      })}
    </ul>
  );
}

/** All findings of all severities. */
export function totalOf(counts: Headline['findings']): number {
  return severities.reduce((sum, severity) => sum + (counts[severity] ?? 0), 0);
}
