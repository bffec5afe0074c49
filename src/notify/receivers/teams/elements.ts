/**
 * The elements of Adaptive Cards 1.4 that are used: those that Teams shows on desktops and phones alike.
 * https://learn.microsoft.com/adaptive-cards/schema-explorer/adaptive-card
 */
import type { Tone } from '../../outline/outline.ts';

export interface AdaptiveCard {
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly type: 'AdaptiveCard';
  readonly version: '1.4';
  /** Shown by clients that do not know this version. */
  readonly fallbackText: string;
  readonly body: readonly Element[];
  readonly actions?: readonly OpenUrl[];
  /** As wide as the channel: the default is as narrow as a phone. */
  readonly msteams: { readonly width: 'Full' };
}

export type Element = TextBlock | RichTextBlock | FactSet | Container | ColumnSet;

type Style = 'default' | 'emphasis' | 'good' | 'attention' | 'warning' | 'accent';

/** Its text is Markdown (markdown.ts). */
export interface TextBlock {
  readonly type: 'TextBlock';
  readonly text: string;
  readonly wrap: true;
  readonly weight?: 'bolder';
  readonly size?: 'small' | 'large' | 'extraLarge';
  readonly isSubtle?: true;
  readonly color?: 'good' | 'attention' | 'warning' | 'accent';
  readonly spacing?: 'none' | 'small' | 'medium';
  readonly separator?: true;
}

/** Its text is not Markdown: a command is shown, and copied, as it is. */
interface RichTextBlock {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly {
    readonly type: 'TextRun';
    readonly text: string;
    readonly fontType: 'monospace';
  }[];
}

/** Title and value are Markdown. */
interface FactSet {
  readonly type: 'FactSet';
  readonly facts: readonly { readonly title: string; readonly value: string }[];
}

export interface Container {
  readonly type: 'Container';
  readonly items: readonly Element[];
  readonly style?: Style;
  readonly bleed?: true;
  readonly separator?: true;
  readonly spacing?: 'small' | 'medium';
}

interface ColumnSet {
  readonly type: 'ColumnSet';
  readonly columns: readonly {
    readonly type: 'Column';
    readonly width: 'stretch';
    readonly items: readonly TextBlock[];
  }[];
}

interface OpenUrl {
  readonly type: 'Action.OpenUrl';
  readonly title: string;
  readonly url: string;
}

export const toneStyles: Readonly<Record<Tone, Style>> = {
  critical: 'attention',
  high: 'attention',
  medium: 'warning',
  low: 'accent',
  info: 'emphasis',
  resolved: 'good',
  report: 'accent',
  test: 'emphasis',
};

export const toneMarks: Readonly<Partial<Record<Tone, NonNullable<TextBlock['color']>>>> = {
  critical: 'attention',
  high: 'attention',
  medium: 'warning',
  low: 'accent',
  resolved: 'good',
};
