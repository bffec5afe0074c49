/** The style sheet of mail: dark mode and narrow screens. */
import { raw } from 'hono/html';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Tone } from '../../outline/outline.ts';
import { toneColors } from './style.ts';

export function Head(): JSX.Element {
  return (
    <>
      <style dangerouslySetInnerHTML={{ __html: styleSheet }} />
      {/* Outlook takes Times for what it does not know, and scales by the dots of the screen. */}
      {raw(
        '<!--[if mso]><style>*{font-family:Arial,sans-serif !important}</style><xml><o:OfficeDocumentSettings xmlns:o="urn:schemas-microsoft-com:office:office"><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->',
      )}
    </>
  );
}

const dark = {
  page: 'background-color:#0d1117',
  sheet:
    'background-color:#151b23;border-left-color:#2b333e;border-right-color:#2b333e;border-bottom-color:#2b333e',
  text: 'color:#e3e8ee',
  muted: 'color:#9ca7b5',
  link: 'color:#7db8ff',
  rule: 'border-color:#2b333e',
  tile: 'background-color:#0d1218;border-color:#2b333e',
  step: 'background-color:#13243a;border-color:#7db8ff',
  warn: 'background-color:#281c3b;border-color:#d0b4ff',
  code: 'background-color:#05080c;color:#e3e8ee',
  bar: 'background-color:#7db8ff',
  gap: 'background-color:#222933;color:#9ca7b5',
  button: 'background-color:#7db8ff',
  'button-text': 'color:#0d1117',
};

/** Important, because the light colours are inline. */
function darkRules(prefix: string): string {
  const rules = Object.entries(dark).map(([name, style]) => `${prefix}.${name}{${important(style)}}`);
  for (const [tone, colors] of Object.entries(toneColors) as [Tone, (typeof toneColors)[Tone]][]) {
    rules.push(
      `${prefix}.badge-${tone}{${important(`background-color:${colors.dark.strong};color:#0d1117`)}}`,
    );
    rules.push(
      `${prefix}.mark-${tone}{${important(`background-color:${colors.dark.soft};color:${colors.dark.strong}`)}}`,
    );
  }
  return rules.join('');
}

function important(style: string): string {
  return style
    .split(';')
    .map((declaration) => `${declaration} !important`)
    .join(';');
}

const styleSheet = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  `@media (prefers-color-scheme:dark){${darkRules('')}}`,
  // Outlook on the web and on phones says dark mode so.
  darkRules('[data-ogsc] '),
  '@media (max-width:480px){.gutter{padding:12px 0 !important}.pad{padding-left:16px !important;padding-right:16px !important}',
  '.title{font-size:20px !important;line-height:26px !important}.half{display:inline-block !important;width:48% !important;margin:2px 1% 2px 0;min-height:92px;box-sizing:border-box}',
  '.label{display:block !important;width:auto !important;padding-bottom:0 !important}.value{display:block !important;width:auto !important;padding-top:0 !important;border-top:0 !important}}',
].join('');
