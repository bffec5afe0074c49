import { script } from './script.ts';
import { styles } from './styles/index.ts';

const styleType = 'text/css; charset=utf-8';
const scriptType = 'text/javascript; charset=utf-8';

/** Every type a file may have. */
export const assetTypes: readonly string[] = [styleType, scriptType];

/** A file under `/assets/`, or null when there is none of the name. */
export function asset(name: string): { body: string; type: string } | null {
  if (name === 'app.css') return { body: styles, type: styleType };
  if (name === 'app.js') return { body: script, type: scriptType };
  return null;
}
