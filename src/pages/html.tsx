/** What components are made of, and how a tree of them becomes a document. */
import type { JSX } from 'hono/jsx/jsx-runtime';

/** What a component answers. Text and attributes in it are escaped by construction. */
export type Html = JSX.Element;

/** The whole document of a tree whose root is `<html>`. */
export function documentOf(root: Html): string {
  return `<!doctype html>\n${markupOf(root)}\n`;
}

/** A tree of components as HTML. */
export function markupOf(tree: Html): string {
  // No component here waits for anything, so none answers a promise.
  return (tree as Exclude<Html, Promise<unknown>>).toString();
}
