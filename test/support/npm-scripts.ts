import packageFile from '../../package.json' with { type: 'json' };

/** What a text runs by `npm run` that package.json does not have. */
export function missingScripts(text: string): readonly string[] {
  const known = new Set(Object.keys(packageFile.scripts));
  const named = [...text.matchAll(/\bnpm (?:run (?:-s )?(?<script>[\w:-]+)|(?<short>test|start)\b)/gu)];
  return named
    .map(({ groups }) => groups?.['script'] ?? groups?.['short'] ?? '')
    .filter((name) => !known.has(name));
}
