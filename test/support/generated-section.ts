/**
 * A page of `docs/` that people write, with one part that is generated: what stands between the two comments
 * `<!-- name: generated -->` and `<!-- /name -->`. Throws when the page has no such part.
 */
export function withGenerated(page: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}: generated -->`, `<!-- /${name} -->`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page has no part between ${start} and ${end}.`);
  return `${page.slice(0, from + start.length)}\n\n${content}\n\n${page.slice(to)}`;
}
