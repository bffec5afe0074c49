/** The one style sheet of all pages. */
import { base } from './base.ts';
import { charts } from './charts.ts';
import { code } from './code.ts';
import { findings } from './findings.ts';
import { form } from './form.ts';
import { frame } from './frame.ts';
import { messages } from './messages.ts';
import { parts } from './parts.ts';
import { print } from './print.ts';
import { reference } from './reference.ts';
import { states } from './states.ts';
import { tables } from './tables.ts';
import { tokens } from './tokens.ts';

export const styles = [
  tokens,
  base,
  frame,
  parts,
  tables,
  form,
  findings,
  code,
  charts,
  messages,
  reference,
  states,
  print,
].join('\n');
