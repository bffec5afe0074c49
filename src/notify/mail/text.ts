/** Mail as plain text: says the same as the HTML. */
import type { Entry, Outline, Section } from '../outline/outline.ts';
import { wrapped } from './wrapped.ts';
import type { MailFrame } from './mail-of.ts';
import { footerSentences } from './footer.ts';

export function mailText(outline: Outline, frame: MailFrame): string {
  const { label, news, title, summary, sections, link } = outline;
  const blocks = [
    ...(frame.notice === null ? [] : [wrapped(frame.notice)]),
    [`[${label}] ${news}`, wrapped(title)].join('\n'),
    wrapped(summary),
    ...sections.map((section) => sectionText(section, link !== null)),
    ...(link === null ? [] : [`${link.text}:\n${link.url}`]),
    // The signature separator of mail: programs fold what is behind it.
    `-- \n${footerSentences(frame)
      .map((sentence) => wrapped(sentence))
      .join('\n')}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function sectionText(section: Section, linked: boolean): string {
  switch (section.kind) {
    case 'facts':
      return [
        ...(section.title === null ? [] : [headline(section.title)]),
        ...section.facts.map(({ label, value }) => wrapped(`${label}: ${value}`, '', '  ')),
      ].join('\n');
    case 'figures':
      return section.figures.map(({ label, value, note }) => `${label}: ${value} (${note})`).join('\n');
    case 'step':
      return [
        headline(section.title),
        wrapped(section.text),
        ...(section.command === null ? [] : ['', indented(section.command), '']),
        ...(section.learnMore === null ? [] : [`More about it: ${section.learnMore}`]),
      ].join('\n');
    case 'list':
      return [headline(section.title), listText(section.entries, section.total, section.none, linked)].join(
        '\n',
      );
    case 'notices':
      return [headline(section.title), ...section.texts.map((text) => wrapped(text, '- ', '  '))].join('\n');
    case 'charts':
      return section.charts
        .map(({ title, newest, words, bars }) =>
          [
            headline(`${title}: ${newest}`),
            wrapped(words),
            wrapped(bars.map(({ day, text }) => `${day}: ${text}`).join('; '), '  ', '  '),
          ].join('\n'),
        )
        .join('\n\n');
    case 'attached':
      return wrapped(section.text);
  }
}

function listText(entries: readonly Entry[], total: number, none: string, linked: boolean): string {
  if (total === 0) return none;
  const left = total - entries.length;
  const lines = entries.flatMap(({ mark, text, details, url }) => [
    wrapped(`${mark === null ? '' : `[${mark.text}] `}${text}`, '- ', '  '),
    ...(details.length === 0 ? [] : [wrapped(details.join(' · '), '  ', '  ')]),
    ...(url === null ? [] : [`  ${url}`]),
  ]);
  if (left > 0) lines.push(`and ${left} more${linked ? ': see the link below' : ''}`);
  return lines.join('\n');
}

function headline(title: string): string {
  return `${title}\n${'-'.repeat(Math.min(title.length, 72))}`;
}

function indented(command: string): string {
  return command
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
