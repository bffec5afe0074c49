import type { Remediation, RemediationStep } from '../../model.ts';
import type { Html } from '../html.tsx';
import { Code } from '../parts/code.tsx';
import { siteOf, SourceLink } from '../parts/name.tsx';
import { sentence } from '../parts/text.ts';

/** What to do, first step first, ready to paste. */
export function RemediationSteps({ remediation }: { readonly remediation: Remediation }): Html {
  return (
    <div class="remedy">
      <h4>What to do</h4>
      <p>{sentence(remediation.summary)}</p>
      <ol class="steps">
        {remediation.steps.map((step) => (
          <li>
            <Step step={step} />
          </li>
        ))}
      </ol>
      <p class="hint">
        More: <SourceLink href={remediation.learnMore}>{siteOf(remediation.learnMore)}</SourceLink>
      </p>
    </div>
  );
}

function Step({ step: { text, command, manifest } }: { readonly step: RemediationStep }): Html {
  return (
    <>
      <p>{sentence(text)}</p>
      {command === undefined ? null : <Code kind="Command" text={command} />}
      {manifest === undefined ? null : <Code kind="Manifest" text={manifest} />}
    </>
  );
}
