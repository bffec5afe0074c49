/**
 * Route templates as the Functions host reads them (ASP.NET Core attribute routing), matched most specific first:
 * https://learn.microsoft.com/aspnet/core/fundamentals/routing#route-templates
 */
import { UsageError } from '../../src/shared/errors.ts';

export interface Route<T> {
  readonly template: string;
  readonly methods: readonly string[];
  readonly segments: readonly Segment[];
  readonly target: T;
}

export type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | {
      readonly kind: 'parameter';
      readonly name: string;
      readonly optional: boolean;
      readonly constraints: readonly Constraint[];
    }
  | { readonly kind: 'rest'; readonly name: string };

type Constraint = (value: string) => boolean;

export type RouteMatch<T> =
  | { readonly kind: 'found'; readonly target: T; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'wrongMethod'; readonly allow: readonly string[] }
  | { readonly kind: 'notFound' };

/** Parses a template such as `api/clusters/{key}/{*rest}`. Throws `UsageError` for what the local host does not serve. */
export function parseTemplate(template: string, functionName: string): readonly Segment[] {
  const texts = template.split('/').filter((text) => text !== '');
  return texts.map((text, index) => {
    const segment = segmentOf(text);
    const last = index === texts.length - 1;
    if (segment === null || (!last && (segment.kind === 'rest' || isOptional(segment)))) {
      throw new UsageError([
        `Function "${functionName}" has the route "${template}", whose part "${text}" the local host cannot match. ` +
          'Known are words, {name}, {name:int|long|bool|guid|alpha}, and at the end {name?} and {*name}.',
      ]);
    }
    return segment;
  });
}

function segmentOf(text: string): Segment | null {
  if (!/[{}]/u.test(text)) return { kind: 'literal', text };
  const [, stars = '', name = '', constraintText = '', optional = ''] =
    /^\{(\*{0,2})(\w+)((?::\w+)*)(\??)\}$/u.exec(text) ?? [];
  if (name === '') return null;
  if (stars !== '') return { kind: 'rest', name };
  const constraints: Constraint[] = [];
  for (const word of constraintText.split(':').slice(1)) {
    const constraint = knownConstraints[word];
    if (constraint === undefined) return null;
    constraints.push(constraint);
  }
  return { kind: 'parameter', name, optional: optional === '?', constraints };
}

const knownConstraints: Readonly<Record<string, Constraint>> = {
  int: (value) => /^[+-]?\d{1,10}$/u.test(value),
  long: (value) => /^[+-]?\d{1,19}$/u.test(value),
  bool: (value) => /^(?:true|false)$/iu.test(value),
  guid: (value) => /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/iu.test(value),
  alpha: (value) => /^[a-z]+$/iu.test(value),
};

/** Orders routes so that the first match is the most specific: literal before parameter before catch-all. */
export function mostSpecificFirst<T>(routes: readonly Route<T>[]): readonly Route<T>[] {
  return routes.toSorted((a, b) => compare(a.segments, b.segments));
}

function compare(a: readonly Segment[], b: readonly Segment[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = rank(a[index]) - rank(b[index]);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function rank(segment: Segment | undefined): number {
  if (segment?.kind === 'literal') return 1;
  if (segment?.kind === 'parameter') return segment.constraints.length > 0 ? 2 : 3;
  return 4;
}

/** Finds the function of a request. `path` is the undecoded path, without the query. */
export function matchRoute<T>(ordered: readonly Route<T>[], method: string, path: string): RouteMatch<T> {
  const parts = partsOf(path);
  if (parts === null) return { kind: 'notFound' };
  const allow = new Set<string>();
  for (const { segments, methods, target } of ordered) {
    const params = paramsOf(segments, parts);
    if (params === null) continue;
    if (methods.includes(method)) return { kind: 'found', target, params };
    for (const allowed of methods) allow.add(allowed);
  }
  return allow.size === 0 ? { kind: 'notFound' } : { kind: 'wrongMethod', allow: [...allow].sort() };
}

/** The decoded parts of a path, or null when it is not a path that a route could mean. */
function partsOf(path: string): readonly string[] | null {
  const trimmed = path.replace(/^\//u, '').replace(/\/$/u, '');
  if (trimmed === '') return [];
  try {
    // An encoded slash stays encoded, so that it cannot become a separator.
    return trimmed.split('/').map((part) => decodeURIComponent(part.replaceAll(/%2f/giu, '%252F')));
  } catch {
    return null;
  }
}

function paramsOf(segments: readonly Segment[], parts: readonly string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (segment.kind === 'rest') {
      params[segment.name] = parts.slice(index).join('/');
      return params;
    }
    if (part === undefined) return isOptional(segment) ? params : null;
    if (!fits(segment, part)) return null;
    if (segment.kind === 'parameter') params[segment.name] = part;
  }
  return parts.length > segments.length ? null : params;
}

function fits(segment: Exclude<Segment, { kind: 'rest' }>, part: string): boolean {
  if (segment.kind === 'literal') return segment.text.toLowerCase() === part.toLowerCase();
  return part !== '' && segment.constraints.every((holds) => holds(part));
}

function isOptional(segment: Segment): boolean {
  return segment.kind === 'parameter' && segment.optional;
}
