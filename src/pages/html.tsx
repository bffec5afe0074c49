/** What components are made of, and how a tree of them becomes a document. */
import type { JSX } from 'hono/jsx/jsx-runtime';

/** What a component answers. Text and attributes in it are escaped by construction. */
export type Html = JSX.Element;

/** The whole document of a tree whose root is `<html>`. */
export function documentOf(root: Html): string {
  // No component here waits for anything, so none answers a promise.
  const tree = root as Exclude<Html, Promise<unknown>>;
  return `<!doctype html>\n${tree.toString()}\n`;
}
