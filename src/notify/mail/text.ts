/** Mail as plain text: says the same as the HTML. */
import type { Chart, Facts, Figures, List, Notices, Outline, Section, Step } from '../outline/outline.ts';
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
  if (section.kind === 'facts') return factsText(section);
  if (section.kind === 'figures') return figuresText(section);
  if (section.kind === 'step') return stepText(section);
  if (section.kind === 'list') return listText(section, linked);
  if (section.kind === 'notices') return noticesText(section);
  if (section.kind === 'charts') return section.charts.map(chartText).join('\n\n');
  return wrapped(section.text);
}

function factsText({ title, facts }: Facts): string {
  const lines = facts.map(({ label, value }) => wrapped(`${label}: ${value}`, '', '  '));
  return [...(title === null ? [] : [headline(title)]), ...lines].join('\n');
}

function figuresText({ figures }: Figures): string {
  return figures.map(({ label, value, note }) => `${label}: ${value} (${note})`).join('\n');
}

function stepText({ title, text, command, learnMore }: Step): string {
  return [
    headline(title),
    wrapped(text),
    ...(command === null ? [] : ['', indented(command), '']),
    ...(learnMore === null ? [] : [`More about it: ${learnMore}`]),
  ].join('\n');
}

function noticesText({ title, texts }: Notices): string {
  return [headline(title), ...texts.map((text) => wrapped(text, '- ', '  '))].join('\n');
}

function chartText({ title, newest, words, bars }: Chart): string {
  const days = bars.map(({ day, text }) => `${day}: ${text}`).join('; ');
  return [headline(`${title}: ${newest}`), wrapped(words), wrapped(days, '  ', '  ')].join('\n');
}

function listText({ title, entries, total, none }: List, linked: boolean): string {
  if (total === 0) return [headline(title), none].join('\n');
  const left = total - entries.length;
  const lines = entries.flatMap(({ mark, text, details, url }) => [
    wrapped(`${mark === null ? '' : `[${mark.text}] `}${text}`, '- ', '  '),
    ...(details.length === 0 ? [] : [wrapped(details.join(' · '), '  ', '  ')]),
    ...(url === null ? [] : [`  ${url}`]),
  ]);
  if (left > 0) lines.push(`and ${left} more${linked ? ': see the link below' : ''}`);
  return [headline(title), ...lines].join('\n');
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
