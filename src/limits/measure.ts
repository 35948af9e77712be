import {
  type DefinitionNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What lies within `__schema` and `__type`: it counts for itself and not for the depth. */
export interface IntrospectionSize {
  /** Lists within lists. */
  nesting: number;
  lists: number;
}

/** How large a definition is with its fragments written out: each counts wherever it is spread. */
export interface Size {
  /** Fields on the longest path. `__typename` counts nothing here. */
  depth: number;
  /** Fields at the top. `__typename` counts nothing here. */
  topFields: number;
  aliases: number;
  directives: number;
  /** Fields, spreads and inline fragments. */
  selections: number;
  /** Selection sets within selection sets. */
  levels: number;
  /** What it asks of the schema. */
  introspection: IntrospectionSize;
  /** The same were it spread within `__schema` or `__type`. */
  asIntrospection: IntrospectionSize;
}

export type ExecutableDefinition = OperationDefinitionNode | FragmentDefinitionNode;

/** Where a definition spreads a fragment. */
export interface Spread {
  fragment: string;
  /** The fields, selection sets and lists around it. */
  depth: number;
  levels: number;
  isTop: boolean;
  nesting: number;
  /** Lists around it since `__schema` or `__type`; null outside of them. */
  introspectionNesting: number | null;
}

/** A definition by itself: its size without what it spreads. */
export interface Measured {
  own: Size;
  spreads: Spread[];
  /** Whether it asks for `__schema` or `__type`. */
  asksForSchema: boolean;
}

/** The lists of the introspection types: by going from one to the next an answer grows with a power. */
const introspectionLists = new Set([
  'args',
  'directives',
  'enumValues',
  'fields',
  'inputFields',
  'interfaces',
  'possibleTypes',
  'types',
]);

export function isExecutable(node: DefinitionNode): node is ExecutableDefinition {
  return node.kind === Kind.OPERATION_DEFINITION || node.kind === Kind.FRAGMENT_DEFINITION;
}

export function isIntrospection({ name }: FieldNode): boolean {
  return name.value === '__schema' || name.value === '__type';
}

interface Place extends Omit<Spread, 'fragment'> {
  selectionSet: SelectionSetNode;
}

export function measure(definition: ExecutableDefinition): Measured {
  const own: Size = {
    depth: 0,
    topFields: 0,
    aliases: 0,
    directives: definition.directives?.length ?? 0,
    selections: 0,
    levels: 0,
    introspection: { nesting: 0, lists: 0 },
    asIntrospection: { nesting: 0, lists: 0 },
  };
  for (const { directives } of definition.variableDefinitions ?? [])
    own.directives += directives?.length ?? 0;
  const spreads: Spread[] = [];
  let asksForSchema = false;
  const stack: Place[] = [
    {
      selectionSet: definition.selectionSet,
      depth: 0,
      levels: 1,
      isTop: true,
      nesting: 0,
      introspectionNesting: null,
    },
  ];
  for (let place = stack.pop(); place; place = stack.pop()) {
    const { selectionSet, ...around } = place;
    own.levels = Math.max(own.levels, around.levels);
    for (const node of selectionSet.selections) {
      own.selections++;
      own.directives += node.directives?.length ?? 0;
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        spreads.push({ ...around, fragment: node.name.value });
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        stack.push({ ...around, levels: around.levels + 1, selectionSet: node.selectionSet });
      } else {
        if (isIntrospection(node)) asksForSchema = true;
        const below = addField(own, node, around);
        if (node.selectionSet) stack.push({ ...below, selectionSet: node.selectionSet });
      }
    }
  }
  return { own, spreads, asksForSchema };
}

/** Returns where its own selections are. */
function addField(own: Size, node: FieldNode, around: Omit<Spread, 'fragment'>): Omit<Spread, 'fragment'> {
  if (node.alias) own.aliases++;
  if (node.name.value !== '__typename') {
    if (around.isTop) own.topFields++;
    if (around.introspectionNesting === null) own.depth = Math.max(own.depth, around.depth + 1);
  }
  const isList = introspectionLists.has(node.name.value) ? 1 : 0;
  const nesting = around.nesting + isList;
  own.asIntrospection.lists += isList;
  own.asIntrospection.nesting = Math.max(own.asIntrospection.nesting, nesting);
  let introspectionNesting: number | null = null;
  if (around.introspectionNesting !== null) {
    introspectionNesting = around.introspectionNesting + isList;
    own.introspection.lists += isList;
    own.introspection.nesting = Math.max(own.introspection.nesting, introspectionNesting);
  } else if (isIntrospection(node)) {
    introspectionNesting = 0;
  }
  return { depth: around.depth + 1, levels: around.levels + 1, isTop: false, nesting, introspectionNesting };
}

/** Adds the size of a fragment where it is spread. Numbers beyond all counting become infinite, and stay so. */
export function addSpread(size: Size, spread: Spread, fragment: Size): void {
  size.aliases += fragment.aliases;
  size.directives += fragment.directives;
  size.selections += fragment.selections;
  size.levels = Math.max(size.levels, spread.levels + fragment.levels);
  if (spread.isTop) size.topFields += fragment.topFields;
  size.asIntrospection.lists += fragment.asIntrospection.lists;
  size.asIntrospection.nesting = Math.max(
    size.asIntrospection.nesting,
    spread.nesting + fragment.asIntrospection.nesting,
  );
  const isWithin = spread.introspectionNesting !== null;
  if (!isWithin) size.depth = Math.max(size.depth, spread.depth + fragment.depth);
  const asked = isWithin ? fragment.asIntrospection : fragment.introspection;
  size.introspection.lists += asked.lists;
  size.introspection.nesting = Math.max(
    size.introspection.nesting,
    (spread.introspectionNesting ?? 0) + asked.nesting,
  );
}
