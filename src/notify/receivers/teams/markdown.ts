/** Text for TextBlock and FactSet, which read a part of Markdown and functions of dates. */

/** Shown as it is: a name cannot make a link, a style, a list or a date. */
export function plainMarkdown(text: string): string {
  return (
    text
      .replaceAll(/[\\*_[\]`~<>]/g, String.raw`\$&`)
      // A list, a heading or a quotation begins a line.
      .replace(/^(\d{1,9})([.)])/, String.raw`$1\$2`)
      .replace(/^[-+#]/, String.raw`\$&`)
      // {{DATE(…)}} and {{TIME(…)}} work only without a space.
      .replaceAll('{{', '{ {')
  );
}

/** A link whose text is shown as it is; the address has been through `safeUrl`. */
export function markdownLink(text: string, url: string): string {
  return `[${plainMarkdown(text)}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}
