import {
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  isCompositeType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { Choices } from './choices.ts';
import { type Known, literal, secret, valueOf } from './generated-values.ts';

export interface GeneratedDocument {
  query: string;
  variables: Record<string, unknown>;
}

const deepest = 5;

/** Documents that fit a schema, with arguments, variables, fragments, directives and introspection. */
class DocumentWriter {
  readonly variables = new Map<string, { type: string; value: unknown }>();
  readonly fragments: string[] = [];
  readonly #choices: Choices;
  readonly #schema: GraphQLSchema;
  readonly #known: Known;

  constructor(schema: GraphQLSchema, choices: Choices, known: Known) {
    this.#schema = schema;
    this.#choices = choices;
    this.#known = known;
  }

  selection(type: GraphQLCompositeType, depth: number): string {
    const choices = this.#choices;
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const possible = fields.filter((field) => depth < deepest || !isCompositeType(getNamedType(field.type)));
    const count = possible.length === 0 ? 0 : 1 + choices.below(depth < 2 ? 3 : 2);
    const names = new Set<string>();
    const selected = Array.from({ length: count }, () => {
      const field = choices.of(possible);
      const alias = names.has(field.name) || choices.once(10) ? `a${names.size}: ` : '';
      names.add(alias || field.name);
      return alias + this.#field(field, depth);
    });
    if (count === 0 || choices.once(6)) selected.push('__typename');
    if (depth === 0 && choices.once(12)) selected.push(this.#introspection());
    if (!isObjectType(type) && choices.once(2)) {
      const one = choices.of(this.#schema.getPossibleTypes(type));
      selected.push(`... on ${one.name} ${this.selection(one, depth + 1)}`);
    }
    if (depth < deepest && choices.once(12)) selected.push(this.#fragment(type, depth));
    return `{ ${selected.join(' ')} }`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const required = field.args.filter((arg) => isNonNullType(arg.type) && arg.default === undefined);
    const chosen = this.#choices.some(field.args, 4);
    const args = [...new Set([...required, ...chosen])].map(
      (arg) => `${arg.name}: ${this.#value(arg.type, arg.name)}`,
    );
    const type = getNamedType(field.type);
    return [
      field.name,
      args.length > 0 ? `(${args.join(', ')})` : '',
      this.#directive(),
      isCompositeType(type) ? ` ${this.selection(type, depth + 1)}` : '',
    ].join('');
  }

  /** Half of them are variables. */
  #value(type: GraphQLInputType, name: string): string {
    const value = valueOf(type, name, this.#choices, this.#known);
    return this.#choices.once(2) ? this.#variable(String(type), value) : literal(value, type);
  }

  #variable(type: string, value: unknown): string {
    const name = `v${this.variables.size}`;
    this.variables.set(name, { type, value });
    return `$${name}`;
  }

  #directive(): string {
    if (!this.#choices.once(10)) return '';
    const value = this.#choices.of([true, false, 'x']);
    return ` @${this.#choices.of(['include', 'skip', 'other'])}(if: ${
      this.#choices.once(2) ? this.#variable('Boolean!', value) : JSON.stringify(value)
    })`;
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    if (this.#choices.once(2)) return `...${this.#directive()} ${this.selection(type, depth + 1)}`;
    const name = `F${this.fragments.push('')}`;
    this.fragments[Number(name.slice(1)) - 1] =
      ` fragment ${name} on ${type.name} ${this.selection(type, depth + 1)}`;
    return `...${name}`;
  }

  #introspection(): string {
    const type = this.#choices.of(['Article', 'ArticleFilter', 'ReferenceKind', secret, '']);
    const meta = this.#schema.getType('__Type') as GraphQLCompositeType;
    return this.#choices.once(2)
      ? `__type(name: ${JSON.stringify(type)}) ${this.selection(meta, deepest - 3)}`
      : `__schema { types ${this.selection(meta, deepest - 2)} }`;
  }
}

export function generateDocument(schema: GraphQLSchema, choices: Choices, known: Known): GeneratedDocument {
  const writer = new DocumentWriter(schema, choices, known);
  const selection = writer.selection(schema.getQueryType()!, 0);
  const declared = [...writer.variables].map(([name, { type }]) => `$${name}: ${type}`);
  const head = declared.length > 0 ? `query Generated(${declared.join(', ')}) ` : '';
  return {
    query: `${head}${selection}${writer.fragments.join('')}`,
    variables: Object.fromEntries([...writer.variables].map(([name, { value }]) => [name, value])),
  };
}
