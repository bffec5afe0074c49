import { expect, test } from 'vitest';
import { closingStack } from '../../local/closing-stack.ts';

test('closes everything once, last opened first, also after a failure and what comes late', async () => {
  const closing = closingStack();
  const closed: string[] = [];
  closing.add(() => closed.push('lock'));
  closing.add(() => {
    throw new Error('already gone');
  });
  closing.add(async () => closed.push('host'));
  await Promise.all([closing.close(), closing.close()]);
  closing.add(() => closed.push('late'));
  await closing.close();
  expect(closed).toEqual(['host', 'lock', 'late']);
});
