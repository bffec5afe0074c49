/**
 * An Adaptive Card as HTML, about as Teams shows it: for looking at what would be sent, not for being exact. It draws the
 * elements that our cards are made of and says of others that it does not.
 */
import type { JSX } from 'hono/jsx/jsx-runtime';
import { markdownParts } from './markdown.ts';

/** `card` is the content of the attachment, as it was sent. */
export function cardHtml(card: unknown): string {
  const { body, actions } = membersOf(card);
  const tree = (
    <div
      style={`${font};max-width:760px;padding:0 16px 12px;background:#fff;color:#242424;border:1px solid #d1d1d1;border-radius:6px;overflow:hidden`}
    >
      {listOf(body).map((element) => (
        <Element element={element} />
      ))}
      <div style="display:flex;gap:8px;padding-top:12px">
        {listOf(actions).map((action) => (
          <Action action={action} />
        ))}
      </div>
    </div>
  );
  // No component here waits for anything, so none answers a promise.
  return (tree as Exclude<JSX.Element, Promise<unknown>>).toString();
}

const font = "font:14px/20px 'Segoe UI',system-ui,sans-serif";

const backgrounds: Readonly<Record<string, string>> = {
  emphasis: '#f0f0f0',
  good: '#e7f2da',
  attention: '#f9d9d9',
  warning: '#fbeed5',
  accent: '#e1e9f7',
};

const colors: Readonly<Record<string, string>> = {
  good: '#237b4b',
  attention: '#c4314b',
  warning: '#835c00',
  accent: '#5b5fc7',
};

const sizes: Readonly<Record<string, string>> = {
  small: '12px/16px',
  medium: '16px/22px',
  large: '18px/24px',
  extraLarge: '24px/32px',
};

function Element({ element }: { readonly element: unknown }): JSX.Element {
  const members = membersOf(element);
  const { type, items, inlines, facts, columns, style, bleed, separator } = members;
  const rule = separator === true ? 'border-top:1px solid #e0e0e0;' : '';
  switch (type) {
    case 'TextBlock':
      return <TextBlock members={members} />;
    case 'RichTextBlock':
      return (
        <pre style="margin:8px 0 0;font:13px/18px ui-monospace,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere">
          {listOf(inlines).map((run) => textOf(membersOf(run)['text']))}
        </pre>
      );
    case 'FactSet':
      return (
        <table style="margin-top:8px;border-spacing:0">
          <tbody>
            {listOf(facts).map((fact) => (
              <tr>
                <th style="padding:2px 12px 2px 0;text-align:left;vertical-align:top;white-space:nowrap">
                  <Markdown text={textOf(membersOf(fact)['title'])} />
                </th>
                <td style="padding:2px 0;overflow-wrap:anywhere">
                  <Markdown text={textOf(membersOf(fact)['value'])} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'Container': {
      const background = backgrounds[textOf(style)];
      const padding = background === undefined ? '2px 0' : bleed === true ? '12px 16px' : '8px 12px';
      const margin = bleed === true ? '0 -16px' : '8px 0 0';
      return (
        <div style={`${rule}margin:${margin};padding:${padding};background:${background ?? 'none'}`}>
          {listOf(items).map((item) => (
            <Element element={item} />
          ))}
        </div>
      );
    }
    case 'ColumnSet':
      return (
        <div style="display:flex;gap:12px;margin-top:8px">
          {listOf(columns).map((column) => (
            <div style="flex:1;min-width:0">
              {listOf(membersOf(column)['items']).map((item) => (
                <Element element={item} />
              ))}
            </div>
          ))}
        </div>
      );
    default:
      return <p>{`(${textOf(type) || 'An element without a type'} is not drawn here.)`}</p>;
  }
}

function TextBlock({ members }: { readonly members: Readonly<Record<string, unknown>> }): JSX.Element {
  const { text, size, weight, color, isSubtle, spacing } = members;
  const style = [
    `margin:${spacing === 'none' ? '0' : '6px'} 0 0`,
    `font-size:${(sizes[textOf(size)] ?? '14px/20px').replace('/', ';line-height:')}`,
    `font-weight:${weight === 'bolder' ? 600 : 400}`,
    `color:${colors[textOf(color)] ?? (isSubtle === true ? '#616161' : 'inherit')}`,
    'overflow-wrap:anywhere',
  ].join(';');
  return (
    <div style={style}>
      <Markdown text={textOf(text)} />
    </div>
  );
}

function Markdown({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      {markdownParts(text).map(({ text: shown, url }) =>
        url === null ? (
          shown
        ) : (
          <a href={url} rel="noreferrer" style="color:#5b5fc7">
            {shown}
          </a>
        ),
      )}
    </>
  );
}

function Action({ action }: { readonly action: unknown }): JSX.Element {
  const { title, url } = membersOf(action);
  const address = textOf(url);
  return (
    <a
      href={/^https?:\/\//.test(address) ? address : '#'}
      rel="noreferrer"
      style="padding:5px 16px;border:1px solid #d1d1d1;border-radius:4px;color:#242424;font-weight:600;text-decoration:none"
    >
      {textOf(title)}
    </a>
  );
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
