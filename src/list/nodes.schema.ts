import { resolveNodes } from '@pothos/plugin-relay';
import { builder, isNode } from '../builder.ts';
import { badUserInput } from '../errors.ts';
import { parseGlobalId } from '../identity/global-id.ts';
import { checkedBefore } from '../limits/check-arguments.ts';

/** How many objects one field gives by their ids. */
const idLimit = 100;

function checkIds({ ids }: { ids: readonly string[] }): void {
  if (ids.length > idLimit) {
    throw badUserInput(`\`ids\` has ${ids.length} entries; at most ${idLimit} are allowed`);
  }
}

builder.queryField('nodes', (t) =>
  t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description: 'The objects with these ids, each at its place; null where there is none.',
    args: {
      ids: t.arg.idList({ required: true, description: `At most ${idLimit}, of any types.` }),
    },
    ...checkedBefore(checkIds),
    resolve: (_root, { ids }, context, info) =>
      resolveNodes(
        builder,
        context,
        info,
        ids.map((globalId) => {
          const id = parseGlobalId(globalId);
          return id && isNode(info.schema, id.typename) ? id : null;
        }),
      ),
  }),
);
