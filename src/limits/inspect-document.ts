import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoUnusedFragmentsRule,
  specifiedRules,
  UniqueFragmentNamesRule,
  validate,
} from 'graphql';
import { extensionsOf, requestError, withCode } from '../errors.ts';
import type { Limits } from '../limit-settings.ts';
import { boundedParse, levelLimit, type Parsed } from './bounded-parse.ts';
import { isExecutable, type Size } from './measure.ts';
import { checkOverlap } from './overlap.ts';
import { overLimit, tooComplex } from './refusal.ts';
import { keptFields, writeOut } from './write-out.ts';

/**
 * Lists within lists that an introspection may ask for: `types`, `fields` and their `args` are the most that
 * tools do. From there each further one, as `fields` of the types of fields, would multiply the answer by ten.
 */
const introspectionNestingLimit = 3;
/** Such lists in all; the standard introspection has ten. It keeps thirty aliases from being thirty schemas. */
const introspectionListLimit = 20;

export interface InspectionOptions {
  schema: GraphQLSchema;
  limits: Limits;
  introspection: boolean;
}

/** A document that may be executed. */
export interface Sound extends Parsed {
  /** That may be planned and kept with it. */
  keptFields: number;
  errors?: undefined;
}

/** A document that may be executed, or why not. */
export type Inspection = Sound | { document?: undefined; errors: GraphQLError[] };

/**
 * Parses and validates a document, once it is known that neither that nor what it asks for is too much work. A
 * size is that of the operation that has most, as only one runs, with its fragments written out.
 */
export function inspectDocument(
  text: string,
  { schema, limits, introspection }: InspectionOptions,
): Inspection {
  try {
    const parsed = boundedParse(text, limits.tokens);
    const { document } = parsed;
    assertVariableNames(document);
    const { operations, asksForSchema, hasUnreached } = writeOut(document);
    if (asksForSchema && !introspection) {
      throw requestError(
        'INTROSPECTION_DISABLED',
        'The schema cannot be asked for here: introspection is off',
      );
    }
    const errors = sizeErrors(operations, limits);
    if (errors.length > 0) return { errors };
    checkOverlap(document);
    const invalid = validate(
      schema,
      document,
      // What no operation reaches was not measured, and to validate it might take long. It is wrong in any case.
      hasUnreached ? [NoUnusedFragmentsRule, UniqueFragmentNamesRule] : specifiedRules,
      { maxErrors: limits.errors, hideSuggestions: !introspection },
    );
    return invalid.length > 0
      ? { errors: invalid.map(invalidity) }
      : { ...parsed, keptFields: keptFields(operations) };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { errors: [extensionsOf(error).code ? error : withCode(error, 'GRAPHQL_PARSE_FAILED')] };
  }
}

function sizeErrors(operations: readonly Size[], limits: Limits): GraphQLError[] {
  const most = (of: (size: Size) => number) => Math.max(0, ...operations.map(of));
  let selections = 0;
  for (const size of operations) selections += size.selections;
  const sizes: [string, number, number][] = [
    ['levels of fields', most((size) => size.depth), limits.depth],
    ['aliases', most((size) => size.aliases), limits.aliases],
    ['fields at the root', most((size) => size.topFields), limits.rootFields],
    ['directives', most((size) => size.directives), limits.directives],
    // A document without fragments could not hold more.
    ['selections with its fragments written out', selections, limits.tokens],
    ['levels of selections', most((size) => size.levels), levelLimit],
    [
      'levels of lists in its introspection',
      most((size) => size.introspection.nesting),
      introspectionNestingLimit,
    ],
    ['lists in its introspection', most((size) => size.introspection.lists), introspectionListLimit],
  ];
  return sizes.flatMap(([what, count, limit]) => (count > limit ? overLimit(what, count, limit) : []));
}

/** The executor keeps variables in plain objects: this one would become their prototype, and be lost. */
function assertVariableNames(document: DocumentNode): void {
  for (const node of document.definitions.filter(isExecutable)) {
    const wrong = node.variableDefinitions?.find(({ variable }) => variable.name.value === '__proto__');
    if (!wrong) continue;
    const message = 'A variable cannot have the name "__proto__"';
    throw requestError('GRAPHQL_VALIDATION_FAILED', message, { nodes: wrong });
  }
}

function invalidity(error: GraphQLError): GraphQLError {
  // What graphql says when its own budget for comparing fields is spent.
  if (error.message === 'Validation aborted.') {
    return tooComplex('The document has too many fields of one name to be compared with each other');
  }
  return withCode(error, 'GRAPHQL_VALIDATION_FAILED');
}
