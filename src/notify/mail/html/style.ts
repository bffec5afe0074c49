/** Colours and fonts of mail; in light mode inline, in dark mode by class (head.tsx). */
import type { Tone } from '../../outline/outline.ts';

export const sans =
  "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;-webkit-text-size-adjust:100%";
export const mono = "font-family:ui-monospace,Menlo,Consolas,'Liberation Mono',monospace";

/** Anything from a cluster may be one word longer than a phone is wide. */
export const breaks = 'overflow-wrap:anywhere;word-break:break-word';

interface ToneColors {
  /** White text on it has a contrast of 4.5 and more. */
  readonly strong: string;
  readonly soft: string;
  /** As text, in light and in dark mode. */
  readonly dark: { readonly strong: string; readonly soft: string };
}

export const toneColors: Readonly<Record<Tone, ToneColors>> = {
  critical: { strong: '#a10f1d', soft: '#fdecec', dark: { strong: '#ff9b9f', soft: '#3b171a' } },
  high: { strong: '#9c3a04', soft: '#fdefe4', dark: { strong: '#ffb285', soft: '#382110' } },
  medium: { strong: '#735100', soft: '#fbf3d6', dark: { strong: '#efcb6a', soft: '#30270b' } },
  low: { strong: '#295a84', soft: '#e8f1f9', dark: { strong: '#9cc9f0', soft: '#142737' } },
  info: { strong: '#525d6b', soft: '#eceff3', dark: { strong: '#b4bec9', soft: '#242c36' } },
  resolved: { strong: '#19692f', soft: '#e6f4ea', dark: { strong: '#80d99b', soft: '#12291b' } },
  report: { strong: '#0b57b0', soft: '#e8f0fb', dark: { strong: '#7db8ff', soft: '#13243a' } },
  test: { strong: '#63369d', soft: '#f3edfb', dark: { strong: '#d0b4ff', soft: '#281c3b' } },
};
