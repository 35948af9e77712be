import {
  type DocumentNode,
  getArgumentValues,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNullableType,
  type GraphQLField,
  isCompositeType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type FieldNode,
  type SelectionSetNode,
  typeFromAST,
  type VariableValues,
} from 'graphql';
import { haveVariable } from './has-variable.ts';
import { isLeftOut } from './left-out.ts';
import { fragmentsOf } from './write-out.ts';

/**
 * Entries of a list of objects without pages: its authors, its links, its anchors. Most have fewer. One that holds a
 * hundred is bounded by the answer's size; what must not be is a hundred such lists for each of a hundred entries.
 */
const unpagedSize = 5;

export interface EstimateOptions {
  schema: GraphQLSchema;
  /** Valid, so that no fragment spreads itself. */
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** Coerced. */
  variables: VariableValues;
  /** Entries of a page where neither `first` nor `last` is given. */
  defaultPageSize: number;
}

/** Of some selections: what does not depend on variables, and what does. */
interface Sum {
  fixed: number;
  terms: (Page | Sum)[];
  /** Of a page: what it has once, whatever its size. */
  beside: (Page | Sum)[];
}

/** A field that multiplies what lies below it. */
interface Page {
  field: GraphQLField<unknown, unknown>;
  node: FieldNode;
  below: Sum;
  /** Its entries where no argument says how many. */
  byDefault: number;
}

/**
 * How many objects an operation can give: for each list of objects the product of the sizes from the root down to
 * it, summed up. A list with `first`, `last` or `limit` is as long as these say, for each entry of `by` where there are several; any other has `unpagedSize` entries. An edge,
 * its node and its reference are one; `ids` count nothing themselves, but what lies below them is there for each. A
 * field that is selected twice counts twice, also where the answer has it once. A field that works for its answer counts
 * as many more as its `work` says (see `working`).
 *
 * A fragment's estimate does not depend on its place: each is worked out once.
 */
export function estimateNodes(options: EstimateOptions): number {
  return nodeEstimate(options)(options.variables);
}

/**
 * The same for any variables that leave the same selections out: what does not depend on variables is worked out
 * before.
 */
export function nodeEstimate(options: EstimateOptions): (variables: VariableValues) => number {
  const sum = sumOf(options);
  if (sum.terms.length === 0) return () => sum.fixed;
  return (variables) => {
    const known = new Map<Sum, number>();
    const add = (each: Sum): number => {
      let nodes = known.get(each);
      if (nodes !== undefined) return nodes;
      nodes = each.fixed;
      for (const term of each.terms) {
        nodes += 'node' in term ? ofPage(term, add(term.below), variables) : add(term);
      }
      nodes = bounded(nodes);
      known.set(each, nodes);
      return nodes;
    };
    return add(sum);
  };
}

function sumOf({ schema, document, operation, variables, defaultPageSize }: EstimateOptions): Sum {
  const fragments = fragmentsOf(document);
  const byFragment = new Map<string, Sum>();

  const ofSelections = (selectionSet: SelectionSetNode, type: GraphQLNamedType | undefined): Sum => {
    const sum: Sum = { fixed: 0, terms: [], beside: [] };
    for (const node of selectionSet.selections) {
      if (isLeftOut(node, variables)) continue;
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        addTo(sum, ofFragment(node.name.value));
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        const condition = node.typeCondition ? typeFromAST(schema, node.typeCondition) : type;
        addTo(sum, ofSelections(node.selectionSet, condition));
      } else if (isCompositeType(type)) {
        addTo(sum, ofField(node, type));
      }
    }
    return { ...sum, fixed: bounded(sum.fixed) };
  };

  const ofFragment = (name: string): Sum | null => {
    const known = byFragment.get(name);
    const fragment = fragments.get(name);
    if (known !== undefined || !fragment) return known ?? null;
    const sum = ofSelections(fragment.selectionSet, typeFromAST(schema, fragment.typeCondition));
    byFragment.set(name, sum);
    return sum;
  };

  const ofField = (node: FieldNode, type: GraphQLCompositeType): Sum | Page | null => {
    const field = schema.getField(type, node.name.value);
    if (!field || !node.selectionSet) return null;
    const answer = ofAnswer(field, node, node.selectionSet, type);
    const { work } = field.extensions;
    if (typeof work !== 'number') return answer;
    const sum = sumWith([], work);
    addTo(sum, answer);
    return sum;
  };

  const ofAnswer = (
    field: GraphQLField<unknown, unknown>,
    node: FieldNode,
    selectionSet: SelectionSetNode,
    type: GraphQLCompositeType,
  ): Sum | Page => {
    const all = ofSelections(selectionSet, getNamedType(field.type));
    const isPaged = field.args.some(({ name }) => sizes.has(name));
    if (!isPaged && !isUnpaged(field, type)) return all;
    const below = { ...all, beside: [] };
    const page = { field, node, below, byDefault: isPaged ? defaultPageSize : unpagedSize };
    const isFixed = below.terms.length === 0 && !haveVariable(node.arguments);
    const own = isFixed ? sumWith([], ofPage(page, below.fixed, variables)) : page;
    if (isPage(type)) return { ...sumWith([]), beside: [own, ...all.beside] };
    return all.beside.length === 0 ? own : sumWith([own, ...all.beside]);
  };

  return ofSelections(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
}

/** Marks a field whose answer takes as much work as so many nodes, however few it gives. */
export function working(nodes: number): { work: number } {
  return { work: nodes };
}

/** Arguments that say how many objects there are. */
const sizes = new Set(['first', 'last', 'ids', 'limit']);

function sumWith(terms: Sum['terms'], fixed = 0): Sum {
  return { fixed, terms, beside: [] };
}

function addTo(sum: Sum, term: Sum | Page | null): void {
  if (!term) return;
  if ('node' in term || term.terms.length > 0) sum.terms.push(term);
  else sum.fixed += term.fixed;
  if ('beside' in term) sum.beside.push(...term.beside);
}

function ofPage({ field, node, byDefault }: Page, below: number, variables: VariableValues): number {
  const { first, last, ids, limit, by } = getArgumentValues(field, node, variables);
  if (Array.isArray(ids)) return ids.length * below;
  const size = first ?? last ?? limit;
  const lists = Array.isArray(by) ? new Set(by).size : 1;
  return lists * (typeof size === 'number' ? size : byDefault) * (1 + below);
}

/** Zero times infinity would be no number. */
function bounded(nodes: number): number {
  return Math.min(nodes, Number.MAX_SAFE_INTEGER);
}

/** Whether it is a list of objects. Those of a page are counted with it, those of introspection by other limits. */
function isUnpaged(field: GraphQLField<unknown, unknown>, parent: GraphQLCompositeType): boolean {
  const named = getNamedType(field.type);
  return (
    isListType(getNullableType(field.type)) &&
    isCompositeType(named) &&
    !isIntrospectionType(named) &&
    !isPage(parent) &&
    field.extensions['isCountedAbove'] !== true
  );
}

function isPage(type: GraphQLCompositeType): boolean {
  return isObjectType(type) && 'pageInfo' in type.getFields();
}
