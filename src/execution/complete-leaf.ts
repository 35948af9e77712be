import type { GraphQLLeafType } from 'graphql';
import { inspect } from './inspect.ts';
import type { LeafPlan } from './plan.ts';

/** A scalar or an enum as it stands in the answer. @throws where the value is none of the type */
export function completeLeaf({ type, keeps }: LeafPlan, value: unknown): unknown {
  return isKept(keeps, value) ? value : coerce(type, value);
}

function isKept(keeps: LeafPlan['keeps'], value: unknown): boolean {
  switch (keeps) {
    case 'string':
      return typeof value === 'string';
    case 'int':
      return typeof value === 'number' && (value | 0) === value;
    case 'float':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'none':
      return false;
  }
}

function coerce(type: GraphQLLeafType, value: unknown): unknown {
  const coerced: unknown = type.coerceOutputValue(value);
  if (coerced != null) return coerced;
  throw new Error(
    `Expected \`${inspect(type)}.coerceOutputValue(${inspect(value)})\` to return non-nullable value, returned: ${inspect(coerced)}`,
  );
}
