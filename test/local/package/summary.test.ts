import { expect, test } from 'vitest';
import { archiveOf } from '../../../local/package/archive.ts';
import { packageSummary } from '../../../local/package/summary.ts';

test('the summary names what is in the package, its sizes, and the settings that the owner still has to make', () => {
  const archive = archiveOf({
    'dist/main.cjs': new Uint8Array(300_000),
    'policy.json': Buffer.from('{}'),
    'notify.json': Buffer.from('{}'),
  });

  expect(packageSummary({ file: '/out/app.zip', archive, packages: 111 })).toBe(`/out/app.zip
                    size     zipped
  dist/main.cjs  293 KiB  307 bytes
  notify.json    2 bytes    4 bytes
  policy.json    2 bytes    4 bytes
  total          293 KiB  635 bytes
111 npm packages in dist/main.cjs, listed in sbom.cdx.json.
Set the app setting POLICY_FILE to policy.json.
Set the app setting NOTIFY_FILE to notify.json.
`);
});
