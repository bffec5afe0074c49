import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Entry, Link, List } from '../../outline/outline.ts';
import { Heading } from './heading.tsx';
import { Rows } from './rows.tsx';
import { breaks, toneColors } from './style.ts';

interface ListProps {
  readonly section: List;
  readonly link: Link | null;
}

export function ListRows({ section: { title, entries, total, none }, link }: ListProps): JSX.Element {
  return (
    <>
      <Heading text={title} />
      {total === 0 ? (
        <p class="muted" style="margin:0;font-size:14px;line-height:20px;color:#566170">
          {none}
        </p>
      ) : (
        <Rows>
          {entries.map((entry) => (
            <EntryRow entry={entry} />
          ))}
          <MoreRow left={total - entries.length} link={link} />
        </Rows>
      )}
    </>
  );
}

const cell = 'padding:8px 0;border-top:1px solid #eaedf1;vertical-align:top';

function EntryRow({ entry: { mark, text, details, url } }: { readonly entry: Entry }): JSX.Element {
  return (
    <tr>
      <td class="rule" style={cell}>
        <div class="text" style={`font-size:14px;line-height:20px;color:#1a2029;${breaks}`}>
          {mark === null ? null : <Mark mark={mark} />}
          {url === null ? (
            text
          ) : (
            <a class="link" href={url} style="color:#0b57b0">
              {text}
            </a>
          )}
        </div>
        <div class="muted" style={`padding-top:2px;font-size:13px;line-height:18px;color:#566170;${breaks}`}>
          {details.join(' · ')}
        </div>
      </td>
    </tr>
  );
}

function Mark({ mark: { tone, text } }: { readonly mark: NonNullable<Entry['mark']> }): JSX.Element {
  const { strong, soft } = toneColors[tone];
  return (
    <>
      <span
        class={`mark-${tone}`}
        style={`padding:1px 7px;border-radius:4px;background-color:${soft};color:${strong};font-size:12px;font-weight:bold`}
      >
        {text}
      </span>{' '}
    </>
  );
}

function MoreRow({ left, link }: { readonly left: number; readonly link: Link | null }): JSX.Element | null {
  if (left <= 0) return null;
  return (
    <tr>
      <td class="text rule" style={`${cell};font-size:14px;line-height:20px;color:#1a2029`}>
        and {left} more
        {link === null ? null : (
          <>
            {': '}
            <a class="link" href={link.url} style="color:#0b57b0">
              see all of them
            </a>
          </>
        )}
      </td>
    </tr>
  );
}
