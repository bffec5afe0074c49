/** Of a value that fits no alternative: what is wrong with it as the alternative that it is most like. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Branches = z.core.$ZodIssueInvalidUnion['errors'];

/** The issues with those of unions put in the place of "fits none". */
export function likeliest(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const branches = issue.errors.map((branch) => likeliest(branch));
    const [best] = branches.toSorted((left, right) => misfit(left) - misfit(right));
    if (best === undefined || best.length === 0 || isOther(best)) return [summed(issue, branches)];
    return best.map((inner) => ({ ...withAllWords(inner, branches), path: [...issue.path, ...inner.path] }));
  });
}

/** Another kind of value altogether counts most, then another word where an alternative has its name. */
function misfit(issues: readonly Issue[]): number {
  const names = issues.filter((issue) => issue.code === 'invalid_value' && issue.values.length === 1);
  return (isOther(issues) ? 10_000 : 0) + 100 * names.length + issues.length;
}

function isOther(issues: readonly Issue[]): boolean {
  return issues.some(({ path, code }) => path.length === 0 && code !== 'unrecognized_keys');
}

/** A word that no alternative has: all that there are would be right. */
function withAllWords(issue: Issue, branches: Branches): Issue {
  if (issue.code !== 'invalid_value') return issue;
  const place = issue.path.join('.');
  const words = branches.flatMap((branch) =>
    branch.flatMap((other) =>
      other.code === 'invalid_value' && other.path.join('.') === place ? other.values : [],
    ),
  );
  return { ...issue, message: `Expected ${[...new Set(words.map(String))].join(' or ')}` };
}

/** Says of each alternative what would be right. */
function summed({ path, input }: z.core.$ZodIssueInvalidUnion, branches: Branches): Issue {
  const expected = branches.flat().map(({ message }) => expectedIn(message));
  return {
    code: 'custom',
    path,
    message: `Expected ${[...new Set(expected)].join(' or ')}`,
    input,
    params: {},
  };
}

/** `Invalid input: expected number, received string` → `number`. */
function expectedIn(message: string): string {
  return message.replace(/^(?:Invalid \w+: )?expected /iu, '').replace(/, received .*$/u, '');
}
