import { expect, test } from 'vitest';
import { settingsInWords } from '../../../src/checks/support/log-settings.ts';
import { diagnosticSetting } from '../../support/azure-evidence.ts';

test.each([
  [{}, 'kube-audit and kube-apiserver to workspace law-shop (tables of their own)'],
  [
    { mode: 'azureDiagnostics' as const },
    'kube-audit and kube-apiserver to workspace law-shop (AzureDiagnostics)',
  ],
  [
    { categories: ['guard', 'kube-audit-admin'] },
    'kube-audit-admin and guard to workspace law-shop (tables of their own)',
  ],
  [{ categories: [] }, 'no log to workspace law-shop (tables of their own)'],
  [
    { workspaceId: null, otherDestinations: ['storage account logs'] },
    'kube-audit and kube-apiserver to storage account logs',
  ],
  [
    { otherDestinations: ['partner siem'] },
    'kube-audit and kube-apiserver to workspace law-shop (tables of their own) and partner siem',
  ],
  [{ workspaceId: null }, 'kube-audit and kube-apiserver to nowhere'],
])('a setting with %j', (given, expected) => {
  expect(settingsInWords([diagnosticSetting(given)])).toEqual([{ label: 'Setting to-law', value: expected }]);
});

test('names are shown on one line', () => {
  const [line] = settingsInWords([diagnosticSetting({ name: 'a\nb\u202e' })]);

  expect(line?.label).toBe('Setting a b');
});
