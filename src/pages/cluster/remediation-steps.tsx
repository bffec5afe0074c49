import type { ClusterSource, Remediation, RemediationStep } from '../../model.ts';
import type { Html } from '../html.tsx';
import { Code } from '../parts/code.tsx';
import { siteOf, SourceLink } from '../parts/name.tsx';
import { sentence } from '../parts/text.ts';
import { Query } from './query.tsx';

interface RemediationStepsProps {
  readonly remediation: Remediation;
  /** Of the cluster whose logs the queries are about, where they are to be opened from here. */
  readonly source?: ClusterSource | undefined;
}

/** What to do, first step first, ready to paste. */
export function RemediationSteps({ remediation, source }: RemediationStepsProps): Html {
  return (
    <div class="remedy">
      <h4>What to do</h4>
      <p>{sentence(remediation.summary)}</p>
      <ol class="steps">
        {remediation.steps.map((step) => (
          <li>
            <Step step={step} source={source} />
          </li>
        ))}
      </ol>
      <p class="hint">
        More: <SourceLink href={remediation.learnMore}>{siteOf(remediation.learnMore)}</SourceLink>
      </p>
    </div>
  );
}

interface StepProps {
  readonly step: RemediationStep;
  readonly source: ClusterSource | undefined;
}

function Step({ step: { text, command, manifest, kql }, source }: StepProps): Html {
  return (
    <>
      <p>{sentence(text)}</p>
      {command === undefined ? null : <Code kind="Command" text={command} />}
      {manifest === undefined ? null : <Code kind="Manifest" text={manifest} />}
      {kql === undefined ? null : <Query kql={kql} source={source} />}
    </>
  );
}
