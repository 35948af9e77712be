import fc from 'fast-check';

/** Selections as text on one type; `depth` is how deep they still may nest, `spread` what they may spread. */
type Selections = (depth: number, spreads: readonly string[]) => fc.Arbitrary<string>;

const directive = fc.constantFrom('', '', '', ' @skip(if: true)', ' @include(if: $yes)', ' @skip(if: $yes)');
const alias = fc.constantFrom('', '', 'x: ', 'y: ');
const pageSize = fc.constantFrom(
  '',
  '(first: 3)',
  '(last: 2)',
  '(first: $n)',
  '(first: null, last: 4)',
  '(first: 0)',
);

function set(one: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.array(one, { minLength: 1, maxLength: 3 }).map((each) => each.join(' '));
}

/** What any type has: `__typename`, inline fragments and spreads. */
function common(type: string, selections: Selections): Selections {
  return (depth, spreads) =>
    fc.oneof(
      fc.tuple(alias, directive).map(([name, after]) => `${name}__typename${after}`),
      ...(spreads.length > 0
        ? [fc.tuple(fc.constantFrom(...spreads), directive).map(([name, after]) => `...${name}${after}`)]
        : []),
      ...(depth > 0
        ? [
            fc
              .tuple(fc.constantFrom('', ` on ${type}`), directive, selections(depth - 1, spreads))
              .map(([on, after, inner]) => `...${on}${after} { ${inner} }`),
          ]
        : []),
    );
}

const articleSelections: Selections = (depth, spreads) =>
  set(
    fc.oneof(
      common('Article', articleSelections)(depth, spreads),
      fc.tuple(alias, directive).map(([name, after]) => `${name}title${after}`),
      ...(depth > 0
        ? [
            fc
              .tuple(alias, pageSize, directive, articleSelections(depth - 1, spreads))
              .map(([name, size, after, inner]) => `${name}references${size}${after} { nodes { ${inner} } }`),
            fc
              .tuple(directive, articleSelections(depth - 1, spreads))
              .map(([after, inner]) => `take${after} { article { ${inner} } }`),
            fc
              .tuple(directive, articleSelections(depth - 1, spreads))
              .map(([after, inner]) => `take { links${after} { article { ${inner} } } }`),
          ]
        : []),
    ),
  );

const typeSelections: Selections = (depth, spreads) =>
  set(
    fc.oneof(
      common('__Type', typeSelections)(depth, spreads),
      fc.constant('name'),
      ...(depth > 0
        ? [
            fc
              .tuple(alias, typeSelections(depth - 1, spreads))
              .map(([name, inner]) => `${name}fields { type { ${inner} } args { name } }`),
            typeSelections(depth - 1, spreads).map((inner) => `ofType { ${inner} }`),
          ]
        : []),
    ),
  );

/** Fragments of which each may spread those after it. */
function fragments(type: string, prefix: string, selections: Selections): fc.Arbitrary<string[]> {
  const names = [0, 1, 2, 3].map((i) => `${prefix}${i}`);
  return fc.tuple(
    ...names.map((name, i) =>
      selections(2, names.slice(i + 1)).map((inner) => `fragment ${name} on ${type} { ${inner} }`),
    ),
  );
}

/** Documents of one operation, of which not all are valid. */
export const generatedDocuments: fc.Arbitrary<string> = fc
  .tuple(
    directive,
    pageSize,
    articleSelections(3, ['A0', 'A1', 'A2', 'A3']),
    typeSelections(2, ['T0', 'T1', 'T2', 'T3']),
    fragments('Article', 'A', articleSelections),
    fragments('__Type', 'T', typeSelections),
  )
  .map(
    ([after, size, article, type, articleFragments, typeFragments]) =>
      `query ($n: Int, $yes: Boolean = false) { ...Q ...Q articles${size} { nodes { ${article} } } }
       fragment Q on Query { x: __type(name: "A")${after} { ${type} } articles { edges { node { ...A0 } } } }
       ${articleFragments.join('\n')} ${typeFragments.join('\n')}`,
  );
