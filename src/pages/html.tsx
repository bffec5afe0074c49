/** What components are made of, and how a tree of them becomes a document. */
import type { JSX } from 'hono/jsx/jsx-runtime';

/** What a component answers. Text and attributes in it are escaped by construction. */
export type Html = JSX.Element;

/** The whole document of a tree whose root is `<html>`. */
export function documentOf(root: Html): string {
  return `<!doctype html>\n${String(root)}\n`;
}
