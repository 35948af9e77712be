import { type DocumentNode, type FragmentDefinitionNode, type GraphQLError, Kind } from 'graphql';
import { requestError } from '../errors.ts';
import {
  addSpread,
  type ExecutableDefinition,
  isExecutable,
  measure,
  type Size,
  type Spread,
} from './measure.ts';

export interface WrittenOut {
  operations: Size[];
  /** Whether any definition asks for `__schema` or `__type`. */
  asksForSchema: boolean;
  /** Whether there are fragments that no operation reaches, or that share their name with one. */
  hasUnreached: boolean;
}

/** One definition while what it spreads is added to its size. */
interface Frame {
  definition: ExecutableDefinition;
  size: Size;
  spreads: Spread[];
  next: number;
}

/** The fragments by name: of several that bear one the last, as graphql's validation sees it. */
export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
}

/**
 * The sizes of the operations with their fragments written out. Each definition is looked at once, however
 * often it is spread. A fragment that is nowhere counts nothing: validation tells of it.
 *
 * @throws GraphQLError GRAPHQL_VALIDATION_FAILED where a fragment spreads itself
 */
export function writeOut(document: DocumentNode): WrittenOut {
  const fragments = fragmentsOf(document);
  const sizes = new Map<ExecutableDefinition, Size>();
  let asksForSchema = false;

  const begin = (definition: ExecutableDefinition): Frame => {
    const { own, spreads, asksForSchema: asks } = measure(definition);
    asksForSchema ||= asks;
    return { definition, size: own, spreads, next: 0 };
  };
  /** By a stack of its own: fragments can hang on each other in a chain of any length. */
  const finish = (definition: ExecutableDefinition): void => {
    if (sizes.has(definition)) return;
    const stack = [begin(definition)];
    const open = new Set([definition]);
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      const spread = frame.spreads[frame.next];
      const fragment = spread && fragments.get(spread.fragment);
      const known = fragment && sizes.get(fragment);
      if (!spread) {
        sizes.set(frame.definition, frame.size);
        open.delete(frame.definition);
        stack.pop();
      } else if (!fragment || known) {
        if (known) addSpread(frame.size, spread, known);
        frame.next++;
      } else if (open.has(fragment)) {
        throw cycle(fragment);
      } else {
        open.add(fragment);
        stack.push(begin(fragment));
      }
    }
  };

  // What the operations reach comes first, so that the rest is what they do not.
  const executable = document.definitions.filter(isExecutable);
  const operations = executable.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  for (const operation of operations) finish(operation);
  const hasUnreached = sizes.size < executable.length;
  for (const definition of executable) finish(definition);
  return { operations: operations.flatMap((node) => sizes.get(node) ?? []), asksForSchema, hasUnreached };
}

/**
 * How many fields may be planned for a document and kept with it: those of its operations, twice for what has several
 * types or conditions.
 */
export function keptFields(operations: readonly Size[]): number {
  let selections = 0;
  for (const size of operations) selections += size.selections;
  return 2 * selections + 16;
}

function cycle(fragment: FragmentDefinitionNode): GraphQLError {
  const message = `Fragment "${fragment.name.value}" spreads itself, by itself or by others`;
  return requestError('GRAPHQL_VALIDATION_FAILED', message, { nodes: fragment.name });
}
