import type { Html } from '../html.tsx';
import { plain } from '../parts/text.ts';
import type { ApiDocument, JsonSchema } from './api-document.ts';
import { wholeSchema } from './api-document.ts';
import { Prose } from './prose.tsx';
import { typeText } from './type-text.ts';

/** What lies deeper is told by its name. */
const deepest = 5;

interface SchemaListProps {
  readonly document: ApiDocument;
  readonly schema: JsonSchema;
  /** Names of the schemas that this one is within: one inside itself is not told again. */
  readonly within?: readonly string[];
}

/** The members of what is sent or answered, nested as they are. */
export function SchemaList({ document, schema, within = [] }: SchemaListProps): Html | null {
  const name = schema.$ref;
  if (within.length >= deepest || (name !== undefined && within.includes(name))) return null;
  const inner = [...within, name ?? ''];
  const whole = wholeSchema(document, schema);
  if (whole === undefined) return null;
  const members = Object.entries(whole.properties ?? {});
  const alternatives = whole.anyOf ?? whole.oneOf ?? [];
  if (members.length === 0 && alternatives.length > 0) {
    return (
      <>
        {alternatives.map((one) => (
          <SchemaList document={document} schema={one} within={inner} />
        ))}
      </>
    );
  }
  if (members.length === 0) {
    const items = whole.items ?? valuesOf(whole);
    return items === null ? null : <SchemaList document={document} schema={items} within={inner} />;
  }
  return (
    <ul class="members">
      {members.map(([member, of]) => (
        <li>
          <p>
            <code>{plain(member)}</code> <span class="type">{typeText(document, of)}</span>
            {whole.required?.includes(member) === true ? null : <span class="type"> optional</span>}
            {describedIn(document, of)}
          </p>
          <SchemaList document={document} schema={of} within={inner} />
        </li>
      ))}
    </ul>
  );
}

function describedIn(document: ApiDocument, schema: JsonSchema): Html | null {
  const { description } = schema.description === undefined ? (wholeSchema(document, schema) ?? {}) : schema;
  return description === undefined ? null : (
    <span class="line">
      <Prose text={description} />
    </span>
  );
}

function valuesOf({ additionalProperties }: JsonSchema): JsonSchema | null {
  return typeof additionalProperties === 'object' ? additionalProperties : null;
}
