/**
 * JSON Schemas of TypeScript types, made by the compiler that checks them: what is read back from a file is held against
 * the very types that the code trusts, and nobody keeps a second description of them.
 */
import { fileURLToPath } from 'node:url';
import type { Checker, Type } from 'typescript/unstable/sync';
import { API, ElementFlags, SymbolFlags, TypeFlags } from 'typescript/unstable/sync';
import type { z } from 'zod';
import { compareText } from '../../src/shared/compare-text.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

const project = fileURLToPath(new URL('../../', import.meta.url));

/** A member of these names holds a time, as does one whose comment says so. */
const timeName = /^(?:at|from|to)$|(?:At|From|To)$/u;
const timeFormat = 'ISO 8601';

/** A schema with exported types of a file, and all types that these name, as its `$defs`. Throws for what is no plain data. */
export function schemaOfTypes(file: string, names: readonly string[]): JsonSchema {
  const api = new API({ cwd: project });
  try {
    const { program, checker } = openedProject(api);
    const source = program.getSourceFile(`${project}${file}`);
    const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
    const defs: Defs = new Map();
    for (const name of names) {
      const symbol = module?.getExports().get(name as never); // The compiler's own kind of text.
      if (symbol === undefined) throw new TypeError(`${file} exports no type ${name}.`);
      schemaOf(checker.getDeclaredTypeOfSymbol(symbol), { checker, place: name, defs });
    }
    const sorted = [...defs].toSorted(([left], [right]) => compareText(left, right));
    return {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $defs: Object.fromEntries(sorted.map(([name, { schema }]) => [name, schema])),
    };
  } finally {
    api.close();
  }
}

/** By the name of the type. */
type Defs = Map<string, { readonly typeId: number; schema: JsonSchema }>;

function openedProject(api: API) {
  const [opened] = api.updateSnapshot({ openProjects: [`${project}tsconfig.json`] }).getProjects();
  if (opened === undefined) throw new Error('The compiler did not open the project.');
  return opened;
}

interface Where {
  readonly checker: Checker;
  /** Path of the type, for what is said of one that is no plain data. */
  readonly place: string;
  /** Whether texts there are times. */
  readonly time?: boolean;
  readonly defs: Defs;
}

/** A type that has a name of its own is described once. */
function schemaOf(type: Type, where: Where): JsonSchema {
  const name = nameOf(type, where);
  if (name === null) return shapeOf(type, where);
  const known = where.defs.get(name);
  // Two files may each have a type of this name.
  if (known !== undefined && known.typeId !== type.id) return shapeOf(type, where);
  if (known === undefined) {
    const def = { typeId: type.id, schema: {} };
    where.defs.set(name, def);
    def.schema = shapeOf(type, within({ ...where, place: '' }, name));
  }
  return { $ref: `#/$defs/${name}` };
}

/** Null for what has none, or has it only together with arguments. */
function nameOf(type: Type, { checker }: Where): string | null {
  const alias = type.getAliasSymbol();
  if (alias !== undefined) return type.getAliasTypeArguments().length === 0 ? alias.name : null;
  if (!type.isClassOrInterface() || checker.isTupleType(type) || type.getTypeParameters().length > 0)
    return null;
  return type.getSymbol()?.name ?? null;
}

function shapeOf(type: Type, where: Where): JsonSchema {
  if (type.isUnionType()) return unionOf(type.getTypes(), where);
  if (type.isStringLiteralType() || type.isNumberLiteralType() || type.isBooleanLiteralType()) {
    return { const: type.value };
  }
  const primitive = primitiveOf(type, where);
  if (primitive !== null) return primitive;
  if (type.isTypeReference() && where.checker.isTupleType(type)) return tupleOf(type, where);
  if (type.isTypeReference() && where.checker.isArrayType(type)) {
    const [element] = where.checker.getTypeArguments(type);
    return { type: 'array', items: schemaOf(required(element, where), within(where, '[]')) };
  }
  if (type.isObjectType() || type.isIntersectionType()) return objectOf(type, where);
  throw noData(type, where);
}

function primitiveOf({ flags }: Type, { time = false }: Where): JsonSchema | null {
  if ((flags & TypeFlags.Null) !== 0) return { type: 'null' };
  if ((flags & TypeFlags.Number) !== 0) return { type: 'number' };
  if ((flags & TypeFlags.Unknown) !== 0) return {};
  if ((flags & TypeFlags.String) === 0) return null;
  return time ? { type: 'string', format: 'date-time' } : { type: 'string' };
}

function unionOf(types: readonly Type[], where: Where): JsonSchema {
  const present = types.filter(({ flags }) => (flags & TypeFlags.Undefined) === 0);
  const literals = present.flatMap((type) =>
    type.isStringLiteralType() || type.isNumberLiteralType() ? [type.value] : [],
  );
  const others = present.filter((type) => !type.isStringLiteralType() && !type.isNumberLiteralType());
  const booleans = others.filter((type) => type.isBooleanLiteralType());
  const schemas: JsonSchema[] = [
    ...(literals.length > 0
      ? [{ enum: literals.toSorted((left, right) => compareText(String(left), String(right))) }]
      : []),
    // The compiler takes `boolean` for true or false.
    ...(booleans.length === 2
      ? [{ type: 'boolean' as const }]
      : booleans.map((type) => schemaOf(type, where))),
    ...others.filter((type) => !type.isBooleanLiteralType()).map((type) => schemaOf(type, where)),
  ].toSorted((left, right) => compareText(JSON.stringify(left), JSON.stringify(right))); // The compiler's order may change.
  const [first] = schemas;
  return schemas.length === 1 && first !== undefined ? first : { anyOf: schemas };
}

function tupleOf(type: Type & { getTarget(): Type }, where: Where): JsonSchema {
  const target = type.getTarget();
  const flags = target.isTupleType() ? target.elementFlags : [];
  const elements = where.checker
    .getTypeArguments(type as never)
    .map((element) => schemaOf(element, within(where, '[]')));
  const rest = flags.findIndex((flag) => (flag & ElementFlags.Rest) !== 0);
  const fixed = rest === -1 ? elements : elements.slice(0, rest);
  return {
    type: 'array',
    prefixItems: fixed,
    minItems: fixed.length,
    items: rest === -1 ? false : (elements[rest] ?? false),
  };
}

function objectOf(type: Type, where: Where): JsonSchema {
  const { checker } = where;
  const members = checker.getPropertiesOfType(type).map((symbol) => {
    const description = symbol.getDocumentationComment(checker).replaceAll(/\s+/gu, ' ');
    const time = timeName.test(symbol.name) || description.includes(timeFormat);
    const schema = schemaOf(
      required(checker.getTypeOfSymbol(symbol), where),
      within(where, `.${symbol.name}`, time),
    );
    return {
      name: symbol.name,
      optional: (symbol.flags & SymbolFlags.Optional) !== 0,
      schema: description === '' ? schema : { description, ...schema },
    };
  });
  const [index] = checker.getIndexInfosOfType(type);
  return {
    type: 'object',
    ...(members.length === 0
      ? {}
      : {
          properties: Object.fromEntries(members.map(({ name, schema }) => [name, schema])),
          required: members.filter(({ optional }) => !optional).map(({ name }) => name),
        }),
    additionalProperties: index === undefined ? false : schemaOf(index.valueType, within(where, '.*')),
  };
}

function within({ checker, place, defs }: Where, part: string, time = false): Where {
  return { checker, place: place + part, time, defs };
}

function required(type: Type | undefined, { place }: Where): Type {
  if (type === undefined) throw new TypeError(`The compiler does not say what ${place} is.`);
  return type;
}

function noData(type: Type, { checker, place }: Where): TypeError {
  return new TypeError(`${place} is ${checker.typeToString(type)}, which JSON cannot hold.`);
}
