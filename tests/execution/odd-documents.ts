import { type GraphQLCompositeType, getNamedType, isCompositeType, isObjectType, isUnionType } from 'graphql';
import type { Choices } from '../suites/choices.ts';
import { oddSchema } from './odd-schema.ts';

const conditions = ['$yes', '$no', 'true', 'false'];

/** Documents on the odd schema with merged fields, aliases, fragments and conditions. All are valid but for conflicts. */
export function oddDocument(choices: Choices): string {
  const fragments: string[] = [];

  const selections = (type: GraphQLCompositeType, depth: number): string => {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const fit = fields.filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
    const count = 1 + choices.below(depth > 1 ? 5 : 3);
    return Array.from({ length: count }, () => {
      const kind = choices.below(12);
      if (kind === 0 || fit.length === 0) return `${choices.once(4) ? 'name: ' : ''}__typename${condition()}`;
      if (kind === 1) return `...${on(type)}${condition()} { ${selections(type, depth)} }`;
      if (kind === 2) return spread(type, depth);
      if (kind === 3 || (kind < 8 && !isObjectType(type))) return narrowed(type, depth);
      return field(fit, depth);
    }).join(' ');
  };
  const field = (fields: { name: string; type: unknown }[], depth: number): string => {
    // Few, so that they meet and are merged.
    const { name } = fields[choices.below(choices.once(3) ? fields.length : Math.min(fields.length, 60))]!;
    const definition = fields.find((each) => each.name === name) as {
      type: Parameters<typeof getNamedType>[0];
    };
    const alias = choices.once(12) ? choices.of(['__proto__: ', 'b: ', 'z9: ']) : '';
    const args =
      name === 'args' ? choices.of(['', '(n: 3)', '(n: $n, colors: [BLUE, RED])', '(must: $n)']) : '';
    const type = getNamedType(definition.type);
    const below = isCompositeType(type) ? ` { ${selections(type, depth - 1)} }` : '';
    return `${args ? `a${args.length}: ` : alias}${name}${args}${condition()}${below}`;
  };
  const on = (type: GraphQLCompositeType): string => (choices.once(2) ? ` on ${type.name}` : '');
  const narrowed = (type: GraphQLCompositeType, depth: number): string => {
    const possible = isObjectType(type) ? [type, ...type.getInterfaces()] : oddSchema.getPossibleTypes(type);
    const one = choices.of(possible);
    return `... on ${one.name}${condition()} { ${selections(one, depth)} }`;
  };
  const spread = (type: GraphQLCompositeType, depth: number): string => {
    const name = `F${fragments.length}`;
    const at = fragments.push('') - 1;
    fragments[at] = `fragment ${name} on ${type.name} { ${selections(type, Math.min(depth, 1))} }`;
    return `...${name}${condition()} ...${name}`;
  };
  const condition = (): string =>
    choices.once(8) ? ` @${choices.of(['skip', 'include'])}(if: ${choices.of(conditions)})` : '';

  const query = selections(oddSchema.getQueryType()!, 3);
  return `query ($yes: Boolean! = true, $no: Boolean! = false, $n: Int = 5) { args @include(if: $yes) args @skip(if: $no) n: args(n: $n) ${query} } ${fragments.join(' ')}`;
}
