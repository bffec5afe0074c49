/** Whether what is in a file has the shape that the types of this program say, and if not, where it has not. */
import { z } from 'zod';
import schema from '../../docs/recording.schema.json' with { type: 'json' };
import { problemsIn } from '../../src/shared/written-file.ts';
import { likeliest } from './likeliest.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

// As it is generated (test/docs.test.ts).
const defs = schema.$defs as unknown as Readonly<Record<'RecordingIndex' | 'ClusterRecording', ObjectSchema>>;

interface ObjectSchema {
  readonly properties: Readonly<Record<string, JsonSchema>>;
}

const indexShape = shapeOf(defs.RecordingIndex);
/** Evidence is looked at kind by kind. */
const clusterShape = shapeOf({
  ...defs.ClusterRecording,
  properties: {
    ...defs.ClusterRecording.properties,
    evidence: { type: 'object', additionalProperties: true },
  },
});
const kindShapes = new Map(
  Object.entries(kindSchemas()).map(([kind, schemaOfKind]) => [kind, shapeOf(schemaOfKind)]),
);

/** The kinds of evidence that this program knows. */
export const knownKinds: readonly string[] = [...kindShapes.keys()];

/** What is wrong, a sentence each with its place; empty for what is right. */
export function indexProblems(value: unknown): readonly string[] {
  return problemsOf(indexShape, value);
}

export function clusterProblems(value: unknown): readonly string[] {
  return problemsOf(clusterShape, value);
}

/** Of evidence of a known kind. */
export function evidenceProblems(kind: string, gathered: unknown): readonly string[] {
  const shape = kindShapes.get(kind);
  if (shape === undefined) throw new TypeError(`There is no evidence ${kind}.`);
  return problemsOf(shape, gathered).map((problem) =>
    `evidence.${kind}.${problem}`.replace('.the whole:', ':'),
  );
}

function kindSchemas(): Readonly<Record<string, JsonSchema>> {
  return (schema.$defs as unknown as Readonly<Record<string, ObjectSchema>>)['Collected']?.properties ?? {};
}

function shapeOf(part: object): z.ZodType {
  return z.fromJSONSchema({ ...part, $defs: schema.$defs } as unknown as JsonSchema);
}

function problemsOf(shape: z.ZodType, value: unknown): readonly string[] {
  const { error } = shape.safeParse(value);
  return error === undefined ? [] : problemsIn(new z.ZodError(likeliest(error.issues))).map(sentence);
}

/** `x: Invalid input: expected number, received string` → `x: Expected number, received string.` */
function sentence(problem: string): string {
  const [place = '', ...rest] = problem.split(': ');
  const what = rest
    .join(': ')
    .replace(/^Invalid ISO datetime$/u, 'Expected a time, e.g. 2026-11-24T03:00:00.000Z')
    .replace(/^Invalid (?:input|option|key): /u, '');
  return `${place}: ${what.charAt(0).toUpperCase()}${what.slice(1)}.`;
}
