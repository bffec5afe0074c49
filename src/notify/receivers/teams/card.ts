/** An outline as an Adaptive Card, as large as it is; `incomplete` when sections were left out of it. */
import type {
  Chart,
  Entry,
  Facts,
  Figures,
  List,
  Notices,
  Outline,
  Section,
  Step,
} from '../../outline/outline.ts';
import type { AdaptiveCard, Container, Element, TextBlock } from './elements.ts';
import { toneMarks, toneStyles } from './elements.ts';
import { markdownLink, plainMarkdown } from './markdown.ts';
import { sparkline } from './sparkline.ts';

export function cardOf(
  { tone, label, news, title, summary, sections, link }: Outline,
  incomplete: boolean,
): AdaptiveCard {
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: plainMarkdown(`[${label}] ${title}${link === null ? '' : ` ${link.url}`}`),
    body: [
      {
        type: 'Container',
        style: toneStyles[tone],
        bleed: true,
        items: [
          text(news === label ? label : `${label} · ${news}`, { weight: 'bolder' }),
          text(title, { weight: 'bolder', size: 'large', spacing: 'none' }),
        ],
      },
      text(summary),
      ...sections.flatMap((section) => elementsOf(section, link !== null)),
      ...(incomplete
        ? [text('There is more than a card has room for: see the page.', { isSubtle: true })]
        : []),
    ],
    ...(link === null ? {} : { actions: [{ type: 'Action.OpenUrl', title: link.text, url: link.url }] }),
    msteams: { width: 'Full' },
  };
}

function elementsOf(section: Section, linked: boolean): readonly Element[] {
  if (section.kind === 'facts') return factElements(section);
  if (section.kind === 'figures') return [figureColumns(section)];
  if (section.kind === 'step') return [stepContainer(section)];
  if (section.kind === 'list') return listElements(section, linked);
  if (section.kind === 'notices') return [noticeContainer(section)];
  if (section.kind === 'charts') return section.charts.map(chartContainer);
  // Nothing is attached to a card.
  return [];
}

function noticeContainer({ title, texts }: Notices): Container {
  return {
    type: 'Container',
    style: 'warning',
    items: [heading(title), ...texts.map((line) => text(line, { spacing: 'small' }))],
  };
}

function factElements({ title, facts }: Facts): readonly Element[] {
  const set: Element = {
    type: 'FactSet',
    facts: facts.map(({ label, value }) => ({ title: plainMarkdown(label), value: plainMarkdown(value) })),
  };
  return title === null ? [set] : [heading(title), set];
}

function figureColumns({ figures }: Figures): Element {
  return {
    type: 'ColumnSet',
    columns: figures.map(({ label, value, note }) => ({
      type: 'Column',
      width: 'stretch',
      items: [
        text(label, { isSubtle: true, size: 'small' }),
        text(value, { weight: 'bolder', size: 'extraLarge', spacing: 'none' }),
        text(note, { isSubtle: true, size: 'small', spacing: 'none' }),
      ],
    })),
  };
}

function stepContainer({ title, text: words, command, learnMore }: Step): Container {
  const items: Element[] = [heading(title), text(words, { spacing: 'small' })];
  if (command !== null && !command.includes('{{')) {
    items.push({
      type: 'RichTextBlock',
      inlines: [{ type: 'TextRun', text: command, fontType: 'monospace' }],
    });
  }
  if (learnMore !== null) {
    items.push({
      type: 'TextBlock',
      wrap: true,
      text: markdownLink('More about it', learnMore),
      spacing: 'small',
    });
  }
  return { type: 'Container', style: 'emphasis', items };
}

function listElements({ title, entries, total, none }: List, linked: boolean): readonly Element[] {
  if (total === 0) return [heading(title), text(none, { isSubtle: true, spacing: 'small' })];
  const left = total - entries.length;
  const counted = left > 0 ? `${title} (${entries.length} of ${total})` : title;
  const elements = [heading(counted), ...entries.map(entryContainer)];
  if (left <= 0) return elements;
  const rest = entries.length === 0 ? `${left}` : `and ${left} more`;
  return [...elements, text(`${rest}${linked ? ': see the page' : ''}`, { spacing: 'small' })];
}

function entryContainer({ mark, text: words, details, url }: Entry): Container {
  const shown = url === null ? plainMarkdown(words) : markdownLink(words, url);
  const items: TextBlock[] = [];
  if (mark !== null) {
    const color = toneMarks[mark.tone];
    items.push(
      text(mark.text, { weight: 'bolder', size: 'small', ...(color === undefined ? {} : { color }) }),
    );
  }
  items.push({ type: 'TextBlock', wrap: true, text: shown, spacing: 'none' });
  if (details.length > 0) {
    items.push(text(details.join(' · '), { isSubtle: true, size: 'small', spacing: 'none' }));
  }
  return { type: 'Container', separator: true, spacing: 'small', items };
}

function chartContainer({ title, newest, words, bars }: Chart): Container {
  const line = sparkline(bars.map(({ height }) => height));
  return {
    type: 'Container',
    items: [
      heading(`${title}: ${newest}`),
      ...(line === '' ? [] : [text(line, { size: 'large', spacing: 'none' })]),
      text(words, { isSubtle: true, size: 'small', spacing: 'none' }),
    ],
  };
}

function heading(title: string): TextBlock {
  return text(title, { weight: 'bolder' });
}

function text(words: string, look: Omit<TextBlock, 'type' | 'text' | 'wrap'> = {}): TextBlock {
  return { type: 'TextBlock', text: plainMarkdown(words), wrap: true, ...look };
}
