/** A part of a message, by what it is. */
import type { Figures as OutlineFigures, List, Section, Step } from '../../notify/outline/outline.ts';
import { formatCount } from '../../shared/format.ts';
import type { Html } from '../html.tsx';
import { Badge } from '../parts/badge.tsx';
import { Code } from '../parts/code.tsx';
import { Figure, Figures } from '../parts/figure.tsx';
import { siteOf, SourceLink } from '../parts/name.tsx';
import { Notice } from '../parts/notice.tsx';
import { plain, sentence } from '../parts/text.ts';
import { OutlineChart } from './outline-chart.tsx';
import { badgeTone } from './words.ts';

export function OutlineSection({ of }: { readonly of: Section }): Html {
  switch (of.kind) {
    case 'facts':
      return (
        <div class="part">
          {of.title === null ? null : <h3>{plain(of.title)}</h3>}
          <dl class="facts">
            {of.facts.map(({ label, value }) => (
              <>
                <dt>{plain(label)}</dt>
                <dd>{plain(value)}</dd>
              </>
            ))}
          </dl>
        </div>
      );
    case 'figures':
      return <Numbers of={of} />;
    case 'step':
      return <FirstStep of={of} />;
    case 'list':
      return <Entries of={of} />;
    case 'notices':
      return (
        <Notice tone="notAudited" title={plain(of.title)}>
          <ul>
            {of.texts.map((text) => (
              <li>{sentence(text)}</li>
            ))}
          </ul>
        </Notice>
      );
    case 'charts':
      return (
        <div class="small-charts">
          {of.charts.map((chart) => (
            <OutlineChart of={chart} />
          ))}
        </div>
      );
    case 'attached':
    default:
      return <p class="hint">{sentence(of.text)}</p>;
  }
}

function Numbers({ of: { figures } }: { readonly of: OutlineFigures }): Html {
  return (
    <Figures>
      {figures.map(({ label, value, note }) => (
        <Figure label={plain(label)} value={plain(value)}>
          {plain(note)}
        </Figure>
      ))}
    </Figures>
  );
}

function FirstStep({ of: { title, text, command, learnMore } }: { readonly of: Step }): Html {
  return (
    <div class="part">
      <h3>{plain(title)}</h3>
      <p>{sentence(text)}</p>
      {command === null ? null : <Code kind="Command" text={command} />}
      {learnMore === null ? null : (
        <p class="hint">
          More: <SourceLink href={learnMore}>{siteOf(learnMore)}</SourceLink>
        </p>
      )}
    </div>
  );
}

function Entries({ of: { title, entries, total, none } }: { readonly of: List }): Html {
  const left = total - entries.length;
  return (
    <div class="part">
      <h3>
        {plain(title)} <span class="count">{formatCount(total)}</span>
      </h3>
      {total === 0 ? <p class="hint">{sentence(none)}</p> : null}
      {entries.length === 0 ? null : (
        <ul class="entries">
          {entries.map(({ mark, text, details, url }) => (
            <li>
              {mark === null ? null : <Badge tone={badgeTone(mark.tone)}>{plain(mark.text)}</Badge>}
              <p>{url === null ? plain(text) : <a href={url}>{plain(text)}</a>}</p>
              {details.length === 0 ? null : <p class="hint">{plain(details.join(' · '))}</p>}
            </li>
          ))}
        </ul>
      )}
      {left > 0 ? <p class="hint">{formatCount(left)} more are not in the message.</p> : null}
    </div>
  );
}
