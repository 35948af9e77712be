import { type ConstArgumentNode, type ArgumentNode, Kind, type ValueNode } from 'graphql';

/** Whether what a client sends beside its document changes these arguments. */
export function haveVariable(args: readonly (ArgumentNode | ConstArgumentNode)[] | undefined): boolean {
  return args?.some(({ value }) => hasVariable(value)) ?? false;
}

function hasVariable(node: ValueNode): boolean {
  if (node.kind === Kind.VARIABLE) return true;
  if (node.kind === Kind.LIST) return node.values.some(hasVariable);
  return node.kind === Kind.OBJECT && node.fields.some(({ value }) => hasVariable(value));
}
