import { script } from './script.ts';
import { styles } from './styles/index.ts';

/** A file under `/assets/`, or null when there is none of the name. */
export function asset(name: string): { body: string; type: string } | null {
  if (name === 'app.css') return { body: styles, type: 'text/css; charset=utf-8' };
  if (name === 'app.js') return { body: script, type: 'text/javascript; charset=utf-8' };
  return null;
}
