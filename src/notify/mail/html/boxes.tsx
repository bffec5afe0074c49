/** Boxes that stand out: what to do, and what keeps the rest from being the whole truth. */
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Notices, Step } from '../../outline/outline.ts';
import { Heading } from './heading.tsx';
import { Rows } from './rows.tsx';
import { breaks, mono } from './style.ts';

export function StepBox({
  section: { title, text, command, learnMore },
}: {
  readonly section: Step;
}): JSX.Element {
  return (
    <Rows>
      <tr>
        <td
          class="step"
          bgcolor="#eef4fc"
          style="padding:12px 16px 14px;background-color:#eef4fc;border-left:4px solid #0b57b0;border-radius:4px"
        >
          <Heading text={title} />
          <p class="text" style={`margin:0;font-size:15px;line-height:22px;color:#1a2029;${breaks}`}>
            {text}
          </p>
          {command === null ? null : <Code text={command} />}
          {learnMore === null ? null : (
            <p style="margin:10px 0 0;font-size:14px;line-height:20px">
              <a class="link" href={learnMore} style="color:#0b57b0">
                More about it
              </a>
            </p>
          )}
        </td>
      </tr>
    </Rows>
  );
}

/** Dark in both modes: what is to be pasted into a terminal looks like one. */
function Code({ text }: { readonly text: string }): JSX.Element {
  return (
    <Rows style="margin-top:10px">
      <tr>
        <td
          class="code"
          bgcolor="#1a2029"
          style="padding:11px 13px;background-color:#1a2029;border-radius:5px;color:#f1f4f7"
        >
          <pre
            style={`margin:0;font-size:13px;line-height:20px;white-space:pre-wrap;overflow-wrap:anywhere;word-break:break-word;${mono}`}
          >
            {text}
          </pre>
        </td>
      </tr>
    </Rows>
  );
}

export function NoticeBox({ section: { title, texts } }: { readonly section: Notices }): JSX.Element {
  return (
    <Rows>
      <tr>
        <td
          class="warn"
          bgcolor="#f3edfb"
          style="padding:10px 16px 12px;background-color:#f3edfb;border-left:4px solid #63369d;border-radius:4px"
        >
          <Heading text={title} />
          {texts.map((text) => (
            <p class="text" style={`margin:0 0 4px;font-size:14px;line-height:20px;color:#1a2029;${breaks}`}>
              {text}
            </p>
          ))}
        </td>
      </tr>
    </Rows>
  );
}
