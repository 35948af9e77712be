import { badUserInput } from '../errors.ts';

/** Levels of `and`, `or` and `not` below a filter. */
const depthLimit = 5;
const conditionLimit = 50;
/** Entries of each list. */
const listLimit = 100;
/** UTF-16 code units of each text. */
const textLimit = 1000;

/** Alters what the conditions beside it mean and is none itself. */
const modifiers = new Set(['includeNarrower']);

/**
 * Bounds the work that a filter, of whatever type, can ask for.
 *
 * @throws GraphQLError BAD_USER_INPUT
 */
export function checkFilter(where: object): void {
  const conditions = countConditions(where, 0);
  if (conditions > conditionLimit) {
    throw badUserInput(`\`where\` has ${conditions} conditions; at most ${conditionLimit} are allowed`);
  }
}

/** A filter counts as one condition where it has none: many empty ones are work too. */
function countConditions(filter: object, depth: number): number {
  if (depth > depthLimit) {
    throw badUserInput(`\`where\` nests deeper than ${depthLimit} levels of \`and\`, \`or\` and \`not\``);
  }
  let conditions = 0;
  for (const [field, value] of Object.entries(filter) as [string, unknown][]) {
    if (value == null) continue;
    if (field === 'and' || field === 'or' || field === 'not') {
      if (Array.isArray(value)) checkLength(field, value);
      const filters = (Array.isArray(value) ? value : [value]) as object[];
      for (const nested of filters) conditions += countConditions(nested, depth + 1);
    } else if (typeof value === 'object' && !Array.isArray(value)) {
      for (const [operator, operand] of Object.entries(value) as [string, unknown][]) {
        if (operand != null && !modifiers.has(operator)) conditions += checkOperand(operator, operand);
      }
    } else {
      conditions += checkOperand(field, value);
    }
  }
  return Math.max(conditions, 1);
}

/** Always one condition. */
function checkOperand(name: string, operand: unknown): 1 {
  const values: unknown[] = Array.isArray(operand) ? operand : [operand];
  checkLength(name, values);
  for (const value of values) {
    if (typeof value === 'string' && value.length > textLimit) {
      throw badUserInput(
        `A text of \`${name}\` in \`where\` has ${value.length} characters; at most ${textLimit} are allowed`,
      );
    }
  }
  return 1;
}

function checkLength(name: string, values: readonly unknown[]): void {
  if (values.length > listLimit) {
    throw badUserInput(
      `\`${name}\` in \`where\` has ${values.length} entries; at most ${listLimit} are allowed`,
    );
  }
}
