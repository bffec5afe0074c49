import type { AnyCheck } from '../../checks/define-check.ts';
import { severities } from '../../model.ts';
import { compareText } from '../../shared/compare-text.ts';
import type { Html } from '../html.tsx';
import { severityWords } from '../../report/severity-words.ts';

interface Choice {
  readonly value: string;
  readonly text: string;
}

interface SelectProps {
  readonly name: string;
  readonly label: string;
  /** What choosing nothing means. */
  readonly any: string;
  readonly choices: readonly Choice[];
  /** The value that is in force; one that is no choice is added to them. */
  readonly value: string | undefined;
}

/** A choice of one, or of none. */
export function Select({ name, label, any, choices, value = '' }: SelectProps): Html {
  const known = value === '' || choices.some((choice) => choice.value === value);
  const all = known ? choices : [...choices, { value, text: value }];
  return (
    <label class="field">
      <span>{label}</span>
      <select name={name}>
        <option value="">{any}</option>
        {all.map((choice) => (
          <option value={choice.value} selected={value !== '' && choice.value === value}>
            {choice.text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface TextProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly placeholder?: string;
  /** Id of the list of what could be given. */
  readonly list?: string;
}

export function TextField({ name, label, value = '', placeholder, list }: TextProps): Html {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="text"
        name={name}
        value={value}
        placeholder={placeholder}
        list={list}
        autocomplete="off"
        spellcheck={false}
      />
    </label>
  );
}

/** What was chosen elsewhere on the page, kept while a form is sent. */
export function Hidden({ name, value }: { readonly name: string; readonly value: string }): Html {
  return <input type="hidden" name={name} value={value} />;
}

/** Findings of one severity. */
export function SeveritySelect({ label, value }: Pick<TextProps, 'label' | 'value'>): Html {
  return (
    <Select
      name="severity"
      label={label}
      any="Any"
      choices={severities.map((severity) => ({ value: severity, text: severityWords[severity] }))}
      value={value}
    />
  );
}

interface CheckSelectProps {
  readonly checks: readonly AnyCheck[];
  readonly value: string | undefined;
}

/** A check of the catalogue, by title. */
export function CheckSelect({ checks, value }: CheckSelectProps): Html {
  return (
    <Select
      name="check"
      label="Check"
      any="Any"
      choices={checks
        .map(({ id, title }) => ({ value: id, text: title }))
        .toSorted((left, right) => compareText(left.text, right.text))}
      value={value}
    />
  );
}
