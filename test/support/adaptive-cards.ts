/**
 * What is wrong with an Adaptive Card: by Microsoft's own library, which has the schema as an object model, and by a JSON schema
 * of the elements that a webhook in Teams may use, which is stricter: it knows no member that is not used.
 */
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';

/** The part of the library that is used; its own types are not for Node. */
interface Library {
  readonly AdaptiveCard: new () => {
    parse(card: unknown, context: Context): void;
    validateProperties(): { readonly validationEvents: readonly { readonly message: string }[] };
  };
  readonly SerializationContext: new (version: unknown) => Context;
  readonly Versions: { readonly v1_4: unknown };
}

interface Context {
  readonly eventCount: number;
  getEventAt(index: number): { readonly message: string };
}

function library(): Library {
  // Made for browsers: it hangs itself on `self`, and draws with a document that is not needed to check.
  Object.assign(globalThis, { self: globalThis, window: globalThis });
  return createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Library; // As declared above.
}

export function cardProblems(card: unknown): readonly string[] {
  const { AdaptiveCard, SerializationContext, Versions } = library();
  const context = new SerializationContext(Versions.v1_4);
  const parsed = new AdaptiveCard();
  parsed.parse(card, context);
  const problems = parsed.validateProperties().validationEvents.map(({ message }) => message);
  for (let index = 0; index < context.eventCount; index += 1)
    problems.push(context.getEventAt(index).message);
  if (!validate(card)) problems.push(...(validate.errors ?? []).map((error) => JSON.stringify(error)));
  return problems;
}

const text = { type: 'string', minLength: 1 } as const;
const spacing = { enum: ['none', 'small', 'default', 'medium', 'large', 'extraLarge', 'padding'] } as const;

function element(type: string, required: readonly string[], properties: object): object {
  return {
    type: 'object',
    required: ['type', ...required],
    additionalProperties: false,
    properties: { type: { const: type }, ...properties },
  };
}

/** https://learn.microsoft.com/adaptive-cards/schema-explorer/adaptive-card, as of version 1.4. */
const schema = {
  $ref: '#/$defs/AdaptiveCard',
  $defs: {
    AdaptiveCard: element('AdaptiveCard', ['version', 'body', 'fallbackText', 'msteams'], {
      $schema: { const: 'http://adaptivecards.io/schemas/adaptive-card.json' },
      version: { const: '1.4' },
      fallbackText: text,
      body: { type: 'array', minItems: 1, items: { $ref: '#/$defs/Element' } },
      actions: { type: 'array', minItems: 1, maxItems: 6, items: { $ref: '#/$defs/OpenUrl' } },
      msteams: { type: 'object', additionalProperties: false, properties: { width: { const: 'Full' } } },
    }),
    Element: {
      oneOf: ['TextBlock', 'RichTextBlock', 'FactSet', 'Container', 'ColumnSet'].map((name) => ({
        $ref: `#/$defs/${name}`,
      })),
    },
    TextBlock: element('TextBlock', ['text', 'wrap'], {
      text,
      wrap: { const: true },
      weight: { enum: ['lighter', 'default', 'bolder'] },
      size: { enum: ['small', 'default', 'medium', 'large', 'extraLarge'] },
      color: { enum: ['default', 'dark', 'light', 'accent', 'good', 'warning', 'attention'] },
      isSubtle: { type: 'boolean' },
      separator: { type: 'boolean' },
      spacing,
    }),
    RichTextBlock: element('RichTextBlock', ['inlines'], {
      inlines: {
        type: 'array',
        minItems: 1,
        items: element('TextRun', ['text'], { text, fontType: { enum: ['default', 'monospace'] } }),
      },
    }),
    FactSet: element('FactSet', ['facts'], {
      facts: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          required: ['title', 'value'],
          additionalProperties: false,
          properties: { title: text, value: { type: 'string' } },
        },
      },
    }),
    Container: element('Container', ['items'], {
      items: { type: 'array', minItems: 1, items: { $ref: '#/$defs/Element' } },
      style: { enum: ['default', 'emphasis', 'good', 'attention', 'warning', 'accent'] },
      bleed: { type: 'boolean' },
      separator: { type: 'boolean' },
      spacing,
    }),
    ColumnSet: element('ColumnSet', ['columns'], {
      columns: {
        type: 'array',
        minItems: 1,
        items: element('Column', ['items', 'width'], {
          width: { enum: ['auto', 'stretch'] },
          items: { type: 'array', minItems: 1, items: { $ref: '#/$defs/Element' } },
        }),
      },
    }),
    OpenUrl: element('Action.OpenUrl', ['title', 'url'], {
      title: text,
      url: { type: 'string', pattern: '^https?://[^\\s"<>]+$' },
    }),
  },
};

const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
