/** The sections of a mail, each as one row of its table. */
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Facts, Figures, Link, Section } from '../../outline/outline.ts';
import { NoticeBox, StepBox } from './boxes.tsx';
import { ChartRows } from './chart.tsx';
import { Heading } from './heading.tsx';
import { ListRows } from './list.tsx';
import { Rows } from './rows.tsx';
import { breaks, sans } from './style.ts';

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
  if (section.kind === 'facts') return <FactsTable section={section} />;
  if (section.kind === 'figures') return <Tiles section={section} />;
  if (section.kind === 'step') return <StepBox section={section} />;
  if (section.kind === 'list') return <ListRows section={section} link={link} />;
  if (section.kind === 'notices') return <NoticeBox section={section} />;
  if (section.kind === 'charts') return <ChartRows section={section} />;
  return (
    <p class="muted" style="margin:0;font-size:14px;line-height:20px;color:#566170">
      {section.text}
    </p>
  );
}

function FactsTable({ section: { title, facts } }: { readonly section: Facts }): JSX.Element {
  const cell =
    'padding:7px 0;font-size:14px;line-height:20px;border-top:1px solid #eaedf1;vertical-align:top';
  return (
    <>
      {title === null ? null : <Heading text={title} />}
      <Rows>
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
      </Rows>
    </>
  );
}

function Tiles({ section: { figures } }: { readonly section: Figures }): JSX.Element {
  return (
    <Rows spacing={4} style="border-collapse:separate;border-spacing:4px">
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
    </Rows>
  );
}
