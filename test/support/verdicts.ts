import type { CheckVerdict, Finding, Severity } from '../../src/model.ts';

export function passVerdict(check: string, inspected = 1): CheckVerdict {
  return { check, outcome: 'pass', inspected };
}

export function unknownVerdict(check: string): CheckVerdict {
  return {
    check,
    outcome: 'unknown',
    reason: 'forbidden',
    detail: 'Reading is forbidden.',
    remedy: 'Grant it.',
  };
}

export function notApplicableVerdict(check: string): CheckVerdict {
  return { check, outcome: 'notApplicable', why: 'There is nothing of the kind.' };
}

/** One finding a severity; their resources are named after their place. */
export function failVerdict(check: string, severities: readonly [Severity, ...Severity[]]): CheckVerdict {
  const [first, ...rest] = severities.map((severity, place) => findingOf(check, `thing-${place}`, severity));
  if (first === undefined) throw new Error('a fail has a finding');
  return { check, outcome: 'fail', inspected: severities.length, findings: [first, ...rest] };
}

/** A finding whose fingerprint can be read: `check/name`. */
export function findingOf(check: string, name: string, severity: Severity = 'high'): Finding {
  return {
    check,
    fingerprint: `${check}/${name}`,
    severity,
    confidence: 'measured',
    resource: { kind: 'Thing', name },
    summary: `Thing ${name} is broken.`,
    observed: { text: 'broken' },
    excerpts: [],
    remediation: {
      summary: 'Mend it.',
      steps: [{ text: 'Mend it.' }],
      learnMore: 'https://example.com/mend',
    },
  };
}
