import { type DocumentNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';

/** A selection with its fragments written out below it. */
interface Written {
  node: SelectionNode;
  below: Written[];
}

const lists = /^(args|directives|enumValues|fields|inputFields|interfaces|possibleTypes|types)$/;

/** The sizes of a document with one operation, as a text without fragments would have them. */
export function naiveSize(document: DocumentNode) {
  const written = operationOf(document);
  const all = flat(written);
  const paths = written.flatMap((one) => pathsOf(one));
  const introspections = paths.map((path) => path.slice(1 + path.findIndex(isIntrospection) || path.length));
  return {
    depth: Math.max(...paths.map((path) => fieldsOf(upTo(path)).length)),
    topFields: flat(written, (node) => node.kind === Kind.FIELD).filter((node) => isCounted(node)).length,
    aliases: all.filter((node) => node.kind === Kind.FIELD && node.alias).length,
    directives: all.reduce((sum, node) => sum + (node.directives?.length ?? 0), 0),
    selections: all.length,
    levels: Math.max(...paths.map((path) => path.length)),
    introspection: {
      nesting: Math.max(...introspections.map((path) => path.filter(isList).length)),
      lists: listsWithin(written, false),
    },
  };
}

/** The sum over all lists that run of the sizes from the root down to each. */
export function naiveEstimate(document: DocumentNode, variables: { n?: number; yes?: boolean }): number {
  const sum = (each: Written, around: number): number => {
    const { node, below } = each;
    const runs = (node.directives ?? []).every((directive) => {
      const value = directive.arguments?.[0]?.value;
      const yes = value?.kind === Kind.BOOLEAN ? value.value : variables.yes === true;
      return directive.name.value === 'skip' ? !yes : yes;
    });
    if (!runs) return 0;
    let size = around;
    let own = 0;
    if (node.kind === Kind.FIELD && /^(articles|references)$/.test(node.name.value)) {
      const given = (name: string) => {
        const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
        if (value?.kind === Kind.INT) return Number(value.value);
        return value?.kind === Kind.VARIABLE ? variables.n : undefined;
      };
      size = around * (given('first') ?? given('last') ?? 20);
      own = size;
    }
    if (node.kind === Kind.FIELD && node.name.value === 'links') {
      size = around * 5;
      own = size;
    }
    return below.reduce((total, one) => total + sum(one, size), own);
  };
  return operationOf(document).reduce((total, one) => total + sum(one, 1), 0);
}

function operationOf(document: DocumentNode): Written[] {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  return writtenOut(operation?.selectionSet, document);
}

function writtenOut(selectionSet: SelectionSetNode | undefined, document: DocumentNode): Written[] {
  return (selectionSet?.selections ?? []).map((node) => {
    const inner =
      node.kind === Kind.FRAGMENT_SPREAD
        ? document.definitions.find(
            (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === node.name.value,
          )
        : node;
    const set = inner && 'selectionSet' in inner ? inner.selectionSet : undefined;
    return { node, below: writtenOut(set, document) };
  });
}

/** All selections, or those that no other stops. */
function flat(written: Written[], stops: (node: SelectionNode) => boolean = () => false): SelectionNode[] {
  return written.flatMap(({ node, below }) => [node, ...(stops(node) ? [] : flat(below, stops))]);
}

/** From the root to each leaf. */
function pathsOf({ node, below }: Written): SelectionNode[][] {
  if (below.length === 0) return [[node]];
  return below.flatMap((one) => pathsOf(one)).map((path) => [node, ...path]);
}

function fieldsOf(path: SelectionNode[]): SelectionNode[] {
  return path.filter(isCounted);
}

/** As far as a path counts for depth. */
function upTo(path: SelectionNode[]): SelectionNode[] {
  const introspection = path.findIndex(isIntrospection);
  return introspection < 0 ? path : path.slice(0, introspection + 1);
}

function isCounted(node: SelectionNode): boolean {
  return node.kind === Kind.FIELD && node.name.value !== '__typename';
}

function isIntrospection(node: SelectionNode): boolean {
  return node.kind === Kind.FIELD && /^__(schema|type)$/.test(node.name.value);
}

function isList(node: SelectionNode): boolean {
  return node.kind === Kind.FIELD && lists.test(node.name.value);
}

function listsWithin(written: Written[], isWithin: boolean): number {
  return written.reduce(
    (sum, { node, below }) =>
      sum + (isWithin && isList(node) ? 1 : 0) + listsWithin(below, isWithin || isIntrospection(node)),
    0,
  );
}
