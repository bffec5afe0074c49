/**
 * The node pool in the name that AKS gives a node: `aks-<pool>-<8 digits>-vmss<6 characters>` on Linux,
 * `aks<pool><6 characters>` on Windows, whose names are short. Null for names of another shape.
 * https://learn.microsoft.com/azure/aks/create-node-pools (pool names: 12 letters and digits, 6 on Windows)
 */
export function nodePoolOf(node: string): string | null {
  const [, linux] = /^aks-([a-z][a-z0-9]{0,11})-\d{8}-vmss[0-9a-z]{6}$/u.exec(node) ?? [];
  if (linux !== undefined) return linux;
  const [, windows] = /^aks([a-z][a-z0-9]{0,5})[0-9a-z]{6}$/u.exec(node) ?? [];
  return windows ?? null;
}
