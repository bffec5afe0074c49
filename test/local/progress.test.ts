import { expect, test } from 'vitest';
import { progressLine } from '../../local/progress.ts';

const running = {
  id: 's',
  status: 'running',
  clusters: { planned: 1, surveyed: 0, audited: 1, failed: 1, missed: 0, skipped: 0, vanished: 0 },
};

function written(isTTY: boolean): string {
  let text = '';
  const line = progressLine({ isTTY, write: (part: string) => (text += part) });
  line.show('Starting …');
  line.history(12, 28);
  line.history(3, 10);
  line.sweep(running);
  line.sweep(running);
  line.write('warn  something\n');
  line.clear();
  return text;
}

test('on a terminal one line is replaced, and log lines go above it', () => {
  const erase = '\r\u001B[K';
  const weeks = `${erase}Making 4 weeks of history: day 12 of 28 …`;
  const days = `${erase}Making 10 days of history: day 3 of 10 …`;
  const sweep = `${erase}Sweep: 2 of 3 clusters done …`;
  expect(written(true)).toBe(
    `${erase}Starting …${weeks}${days}${sweep}${erase}warn  something\n${sweep}${erase}`,
  );
});

test('elsewhere every new state is one line', () => {
  expect(written(false)).toBe(
    'Starting …\nMaking 4 weeks of history: day 12 of 28 …\nMaking 10 days of history: day 3 of 10 …\n' +
      'Sweep: 2 of 3 clusters done …\nwarn  something\n',
  );
});
