import type { ObjectRef } from '@pothos/core';
import { builder, type Types } from '../builder.ts';
import { checkedBefore } from '../limits/check-arguments.ts';
import { checkFilter } from './filter-limits.ts';
import type { Order } from './order.ts';
import { type Edge, type Page, type PageArgs, checkPageSize, sliceOf } from './page.ts';

type Ref<Shape> = ObjectRef<Types, Shape>;

/** A page of a list, as its connection type shows it. */
export interface Connection<Row extends object> {
  page: Page<Row>;
  /** Counts only when it is asked for. */
  totalCount: () => Promise<number>;
}

/** An edge type of the Relay connection specification. */
export function edgeType<Node>(name: string, node: Ref<Node>, description: string): Ref<Edge<Node>> {
  return builder.objectRef<Edge<Node>>(name).implement({
    description,
    fields: (t) => ({
      cursor: t.exposeString('cursor', { description: 'Goes into `after` or `before`.' }),
      node: t.field({ type: node, resolve: (edge) => edge.node as never }),
    }),
  });
}

/** A connection type of the Relay specification, with `nodes` for those who need no cursors. */
export function connectionType<Node, Row extends object, Shape extends Connection<Row> = Connection<Row>>(
  name: string,
  edge: Ref<Edge<Row>>,
  node: Ref<Node>,
  description: string,
): Ref<Shape> {
  return builder.objectRef<Shape>(name).implement({
    description,
    fields: (t) => ({
      edges: t.field({ type: [edge], resolve: ({ page }) => page.edges as never }),
      nodes: t.field({
        type: [node],
        description: 'The nodes of the edges.',
        resolve: ({ page }) => page.nodes as never,
      }),
      pageInfo: t.field({ type: builder.pageInfoRef(), resolve: ({ page }) => page }),
      totalCount: t.int({
        description: 'How many there are on all pages together. Counted only when asked for.',
        resolve: ({ totalCount }) => totalCount(),
      }),
    }),
  });
}

/** The arguments of a paged list. */
export const pageArgs = builder.args((t) => ({
  first: t.int({
    required: false,
    description: 'The next so many, 0 to 100. Without `first` and `last`: 20.',
  }),
  after: t.string({ required: false, description: 'Only what follows this cursor.' }),
  last: t.int({ required: false, description: 'The last so many, 0 to 100.' }),
  before: t.string({ required: false, description: 'Only what stands before this cursor.' }),
}));

interface ListArgs extends PageArgs {
  where?: object | null;
}

/** Marks a field as a paged list in the order that its arguments ask for: they are checked before anything runs. */
export function paged<Args extends ListArgs>(orderOf: (args: Args) => Order) {
  return checkedBefore((args: Args, limits) => {
    checkPageSize(args, limits.page);
    // It reads the cursors.
    sliceOf(args, orderOf(args));
    if (args.where) checkFilter(args.where);
  });
}
