import { type DocumentNode, Kind, type OperationDefinitionNode, type VariableValues, visit } from 'graphql';

/** How many choices of its conditions are kept of an operation. */
const keptChoices = 8;

interface Operation<T> {
  /** Variables that a `@skip` or `@include` of its document reads. */
  names: readonly string[];
  made: Map<string, T>;
}

export interface Conditioned {
  /** Valid. */
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** Coerced. */
  variables: VariableValues;
}

export interface ByConditions<Request, T> {
  of(request: Request): T;
  forget(document: DocumentNode): void;
}

/**
 * What depends on an operation and on which of its selections `@skip` and `@include` leave out, made once for each
 * choice, as long as the document is there. `make` reads no other variables than it is given.
 */
export function byConditions<Request extends Conditioned, T>(
  make: (request: Request) => T,
): ByConditions<Request, T> {
  const documents = new WeakMap<DocumentNode, Map<OperationDefinitionNode, Operation<T>>>();
  const of = (request: Request): T => {
    const { document, operation, variables } = request;
    let operations = documents.get(document);
    if (!operations) documents.set(document, (operations = new Map<OperationDefinitionNode, Operation<T>>()));
    let kept = operations.get(operation);
    if (!kept) operations.set(operation, (kept = { names: conditionNames(document), made: new Map() }));
    let choice = '';
    for (const name of kept.names) {
      // A variable of this operation may be none of another's.
      const value = Object.hasOwn(variables.coerced, name) ? variables.coerced[name] : undefined;
      // Null, which no condition takes: what is made of it is an error.
      if (value === null) return make(request);
      choice += value === undefined ? '-' : String(value === true ? 1 : 0);
    }
    const known = kept.made.get(choice);
    if (known !== undefined) return known;
    const made = make({ ...request, variables: only(kept.names, variables) });
    for (const oldest of kept.made.keys()) {
      if (kept.made.size < keptChoices) break;
      kept.made.delete(oldest);
    }
    kept.made.set(choice, made);
    return made;
  };
  return { of, forget: (document) => void documents.delete(document) };
}

function conditionNames(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: args }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of args ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

function only(names: readonly string[], { coerced, sources }: VariableValues): VariableValues {
  const pick = <T>(values: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
  return { coerced: pick(coerced), sources: pick(sources) };
}
