import { remembered } from '../shared/remembered.ts';

/** One at a time: who asks while one is under way gets that one, so that many who ask cost the fleet no more than one. */
export function sharedExamination<T>(examine: () => Promise<T>): () => Promise<T> {
  const running = remembered(examine);
  return async () => {
    try {
      return await running.get();
    } finally {
      running.forget();
    }
  };
}
