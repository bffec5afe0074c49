/** Flow-control objects whose manifest is in a version that the server stops serving. */
import type { FindingDraft } from '../../model.ts';
import { flowControlGroup, removedIn, rewriteManifest } from '../../remediation/flow-control.ts';

export interface AppliedManifest {
  readonly kind: 'FlowSchema' | 'PriorityLevelConfiguration';
  readonly name: string;
  readonly appliedApiVersion: string | null;
}

export function outdatedManifest(manifest: AppliedManifest, minor: number): readonly FindingDraft[] {
  const removal = removalOf(manifest);
  if (removal === null || removal > minor + 1) return [];
  const gone = removal <= minor;
  const observed = `was applied as ${manifest.appliedApiVersion}, which Kubernetes 1.${removal} removes`;
  return [
    {
      severity: gone ? 'medium' : 'low',
      confidence: 'measured',
      resource: { kind: manifest.kind, name: manifest.name, part: 'removed-version' },
      summary: `The ${manifest.kind} ${manifest.name} ${observed}: ${gone ? 'its manifest cannot be applied to this server any more' : 'its manifest cannot be applied after the next minor upgrade'}; expected is a version that the server goes on serving.`,
      observed: { text: observed },
      excerpts: [{ label: 'Last applied as', value: manifest.appliedApiVersion ?? '' }],
      remediation: rewriteManifest(manifest.kind, manifest.name, minor),
    },
  ];
}

/** The minor that no longer serves what the manifest was written in; null when there is none. */
export function removalOf({ appliedApiVersion }: AppliedManifest): number | null {
  const [group, version] = appliedApiVersion?.split('/', 2) ?? [];
  return group === flowControlGroup && version !== undefined ? removedIn(version) : null;
}
