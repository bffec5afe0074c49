import { expect, test } from 'vitest';
import { sharedExamination } from '../../src/doctor/shared-examination.ts';
import { doctor } from '../../src/http/routes/doctor.ts';
import { depsWith, jsonOf } from './asking.ts';
import { healthyExamination } from './examination.ts';

test('GET /api/doctor answers what the doctor says, to Operators', async () => {
  expect(await jsonOf(depsWith(), '/api/doctor')).toEqual(healthyExamination);
  expect(doctor.role).toBe('Operator');
});

test('who asks while an examination is under way gets that one; the next is made anew', async () => {
  let begun = 0;
  let end = (): void => undefined;
  const examine = sharedExamination(async () => {
    begun += 1;
    const number = begun;
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    return { ...healthyExamination, clusters: number };
  });
  const deps = depsWith({ examine });

  const both = [examine(), jsonOf(deps, '/api/doctor')];
  await Promise.resolve();
  end();
  expect((await Promise.all(both)).map((report) => report)).toMatchObject([{ clusters: 1 }, { clusters: 1 }]);

  const next = examine();
  end();
  expect(await next).toMatchObject({ clusters: 2 });
});
