import type { Html } from '../html.tsx';

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
