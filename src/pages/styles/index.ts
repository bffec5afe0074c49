/** The one style sheet of all pages. */
import { base } from './base.ts';
import { content } from './content.ts';
import { frame } from './frame.ts';
import { parts } from './parts.ts';
import { print } from './print.ts';
import { tables } from './tables.ts';
import { tokens } from './tokens.ts';

export const styles = [tokens, base, frame, parts, tables, content, print].join('\n');
