import type { AnyCheck } from '../../checks/define-check.ts';
import { wordsOf } from '../parts/words.ts';

/** A check's words by its id; one that is gone from the catalogue keeps its id as words. */
export interface Titles {
  failed(id: string): string;
  passed(id: string): string;
}

export function titlesOf(checks: readonly AnyCheck[]): Titles {
  const byId = new Map(checks.map((check) => [check.id, check]));
  return {
    failed: (id) => byId.get(id)?.title ?? wordsOf(id),
    passed: (id) => byId.get(id)?.passTitle ?? wordsOf(id),
  };
}
