/** Charts of table cells: they are shown everywhere, also where images are blocked (docs/decisions/0008). */
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Chart, Charts } from '../../outline/outline.ts';
import { Heading } from './heading.tsx';
import { Rows } from './rows.tsx';

const chartHeight = 64;

export function ChartRows({ section: { charts } }: { readonly section: Charts }): JSX.Element {
  return (
    <>
      {charts.map((chart) => (
        <ChartTable chart={chart} />
      ))}
    </>
  );
}

function ChartTable({ chart }: { readonly chart: Chart }): JSX.Element {
  const { title, newest, words, bars } = chart;
  return (
    <>
      <Heading text={`${title}: ${newest}`} />
      <table
        role="presentation"
        aria-hidden="true"
        width="100%"
        cellpadding="0"
        cellspacing="0"
        border={0}
        style="table-layout:fixed;border-collapse:separate"
      >
        <tbody>
          <tr>
            {bars.map((bar) => (
              <BarCell bar={bar} />
            ))}
          </tr>
        </tbody>
      </table>
      <Days bars={bars} />
      <p class="muted" style="margin:2px 0 10px;font-size:13px;line-height:18px;color:#566170">
        {words}
      </p>
      <Spoken bars={bars} />
    </>
  );
}

function BarCell({ bar }: { readonly bar: Chart['bars'][number] }): JSX.Element {
  const { day, text, height } = bar;
  // A bar of nothing is still seen to be one: what was not seen looks otherwise.
  const pixels = height === null ? chartHeight : Math.max(2, Math.round(height * chartHeight));
  return (
    <td
      height={String(chartHeight)}
      title={`${day}: ${text}`}
      style={`height:${chartHeight}px;padding:0 1px;vertical-align:bottom`}
    >
      <Rows>
        <tr>
          {height === null ? (
            <td
              class="gap"
              align="center"
              bgcolor="#eceff3"
              height={String(pixels)}
              style={`height:${pixels}px;background-color:#eceff3;color:#566170;font-size:11px;line-height:14px`}
            >
              ?
            </td>
          ) : (
            <td
              class="bar"
              bgcolor="#3d7cc9"
              height={String(pixels)}
              style={`height:${pixels}px;background-color:#3d7cc9;font-size:0;line-height:0`}
            >
              &nbsp;
            </td>
          )}
        </tr>
      </Rows>
    </td>
  );
}

/** The first day and the last. */
function Days({ bars }: Pick<Chart, 'bars'>): JSX.Element | null {
  const [first] = bars;
  const last = bars.at(-1);
  if (first === undefined || last === undefined) return null;
  const style = 'padding-top:4px;font-size:12px;line-height:16px;color:#566170;border-top:1px solid #8a95a3';
  return (
    <table role="presentation" aria-hidden="true" width="100%" cellpadding="0" cellspacing="0" border={0}>
      <tbody>
        <tr>
          <td class="muted rule" align="left" style={style}>
            {first.day}
          </td>
          <td class="muted rule" align="right" style={style}>
            {last.day}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** Each bar in words, for those who hear the mail; not `display: none`, which is not read out. */
function Spoken({ bars }: Pick<Chart, 'bars'>): JSX.Element {
  return (
    <div style="max-height:0;overflow:hidden;font-size:0;line-height:0;color:transparent;mso-hide:all">
      {bars.map(({ day, text }) => `${day}: ${text}`).join('; ')}
    </div>
  );
}
