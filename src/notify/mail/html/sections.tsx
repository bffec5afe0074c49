/** The sections of a mail, each as one row of its table. */
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Facts, Figures, Link, Notices, Section, Step } from '../../outline/outline.ts';
import { ChartRows } from './chart.tsx';
import { Heading } from './heading.tsx';
import { ListRows } from './list.tsx';
import { breaks, mono, sans } from './style.ts';

interface SectionProps {
  readonly section: Section;
  readonly link: Link | null;
}

export function SectionRows({ section, link }: SectionProps): JSX.Element {
  return (
    <tr>
      <td class="pad" style={`padding:10px 28px;${breaks};${sans}`}>
        <Content section={section} link={link} />
      </td>
    </tr>
  );
}

function Content({ section, link }: SectionProps): JSX.Element {
  switch (section.kind) {
    case 'facts':
      return <FactsTable section={section} />;
    case 'figures':
      return <Tiles section={section} />;
    case 'step':
      return <StepBox section={section} />;
    case 'list':
      return <ListRows section={section} link={link} />;
    case 'notices':
      return <NoticeBox section={section} />;
    case 'charts':
      return <ChartRows section={section} />;
    case 'attached':
      return (
        <p class="muted" style="margin:0;font-size:14px;line-height:20px;color:#566170">
          {section.text}
        </p>
      );
  }
}

function FactsTable({ section: { title, facts } }: { readonly section: Facts }): JSX.Element {
  const cell =
    'padding:7px 0;font-size:14px;line-height:20px;border-top:1px solid #eaedf1;vertical-align:top';
  return (
    <>
      {title === null ? null : <Heading text={title} />}
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0}>
        <tbody>
          {facts.map(({ label, value }) => (
            <tr>
              <td class="muted rule label" width="130" style={`${cell};width:130px;color:#566170`}>
                {label}
              </td>
              <td class="text rule value" style={`${cell};padding-left:0;color:#1a2029;${breaks}`}>
                {value}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Tiles({ section: { figures } }: { readonly section: Figures }): JSX.Element {
  return (
    <table
      role="presentation"
      width="100%"
      cellpadding="0"
      cellspacing="4"
      border={0}
      style="border-collapse:separate;border-spacing:4px"
    >
      <tbody>
        <tr>
          {figures.map(({ label, value, note }) => (
            <td
              class="tile half"
              width="25%"
              bgcolor="#f5f7f9"
              style="width:25%;padding:10px 11px;background-color:#f5f7f9;border:1px solid #eaedf1;border-radius:6px;vertical-align:top"
            >
              <div class="muted" style="font-size:12px;line-height:16px;color:#566170">
                {label}
              </div>
              <div class="text" style="font-size:22px;line-height:30px;font-weight:bold;color:#1a2029">
                {value}
              </div>
              <div class="muted" style="font-size:12px;line-height:16px;color:#566170">
                {note}
              </div>
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

function StepBox({ section: { title, text, command, learnMore } }: { readonly section: Step }): JSX.Element {
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0}>
      <tbody>
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
      </tbody>
    </table>
  );
}

/** Dark in both modes: what is to be pasted into a terminal looks like one. */
function Code({ text }: { readonly text: string }): JSX.Element {
  return (
    <table
      role="presentation"
      width="100%"
      cellpadding="0"
      cellspacing="0"
      border={0}
      style="margin-top:10px"
    >
      <tbody>
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
      </tbody>
    </table>
  );
}

function NoticeBox({ section: { title, texts } }: { readonly section: Notices }): JSX.Element {
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0}>
      <tbody>
        <tr>
          <td
            class="warn"
            bgcolor="#f3edfb"
            style="padding:10px 16px 12px;background-color:#f3edfb;border-left:4px solid #63369d;border-radius:4px"
          >
            <Heading text={title} />
            {texts.map((text) => (
              <p
                class="text"
                style={`margin:0 0 4px;font-size:14px;line-height:20px;color:#1a2029;${breaks}`}
              >
                {text}
              </p>
            ))}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
