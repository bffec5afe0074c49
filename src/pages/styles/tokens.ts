/** Colours and sizes. Each colour of text has a contrast of 4.5 and more on every background it meets. */
import { css } from './css.ts';

export const tokens = css`
  :root {
    color-scheme: light dark;
    --page: light-dark(#f4f6f8, #0d1117);
    --surface: light-dark(#ffffff, #151b23);
    --sunken: light-dark(#f5f7f9, #0d1218);
    --hover: light-dark(#f7f9fb, #1a212b);
    --line: light-dark(#dde2e8, #2b333e);
    --line-soft: light-dark(#eaedf1, #222933);
    --control: light-dark(#8a95a3, #66717f);
    --text: light-dark(#1a2029, #e3e8ee);
    --muted: light-dark(#566170, #9ca7b5);
    --link: light-dark(#0b57b0, #7db8ff);
    --critical: light-dark(#a10f1d, #ff9b9f);
    --critical-soft: light-dark(#fdecec, #3b171a);
    --high: light-dark(#9c3a04, #ffb285);
    --high-soft: light-dark(#fdefe4, #382110);
    --medium: light-dark(#735100, #efcb6a);
    --medium-soft: light-dark(#fbf3d6, #30270b);
    --low: light-dark(#295a84, #9cc9f0);
    --low-soft: light-dark(#e8f1f9, #142737);
    --info: light-dark(#525d6b, #b4bec9);
    --info-soft: light-dark(#eceff3, #242c36);
    --unknown: light-dark(#63369d, #d0b4ff);
    --unknown-soft: light-dark(#f3edfb, #281c3b);
    --pass: light-dark(#19692f, #80d99b);
    --pass-soft: light-dark(#e6f4ea, #12291b);
    --series-1: light-dark(#0b57b0, #7db8ff);
    --series-2: light-dark(#b04a0c, #ffab6e);
    --series-3: light-dark(#19744a, #70d49c);
    --series-4: light-dark(#8b2da2, #e19df3);
    --series-5: light-dark(#6a6100, #d7d05c);
    --mono: ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'Liberation Mono', monospace;
    --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif;
    --radius: 8px;
  }
`;
