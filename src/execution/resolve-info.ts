import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLResolveInfo,
  GraphQLSchema,
  OperationDefinitionNode,
  VariableValues,
} from 'graphql';
import { type Frame, linkedPathTo } from './frame.ts';
import type { FieldPlan } from './plan.ts';
import type { Run } from './run.ts';

const asyncHelpers: ReturnType<GraphQLResolveInfo['getAsyncHelpers']> = {
  promiseAll: (values) => Promise.all(values),
  track: (values) => {
    for (const value of values) Promise.resolve(value).catch(() => {});
  },
};

/** What a resolver is told of its place. Most do not ask: nothing is worked out before. */
export class ResolveInfo implements GraphQLResolveInfo {
  readonly #run: Run;
  readonly #field: FieldPlan;
  /** The object that has the field. */
  readonly #frame: Frame;
  #path: GraphQLResolveInfo['path'] | undefined;

  /** @param frame where the field's value goes, or a list that it is in */
  constructor(run: Run, field: FieldPlan, frame: Frame) {
    this.#run = run;
    this.#field = field;
    this.#frame = frame;
  }

  get fieldName(): string {
    return this.#field.definition.name;
  }

  get fieldNodes(): readonly FieldNode[] {
    return this.#field.nodes;
  }

  get returnType(): GraphQLOutputType {
    return this.#field.definition.type;
  }

  get parentType(): GraphQLObjectType {
    return this.#field.parentType;
  }

  get path(): GraphQLResolveInfo['path'] {
    let frame = this.#frame;
    while (frame.isList && frame.parent) frame = frame.parent;
    return (this.#path ??= linkedPathTo(frame, this.#field));
  }

  get schema(): GraphQLSchema {
    return this.#run.request.schema;
  }

  get fragments(): Record<string, FragmentDefinitionNode> {
    return this.#run.fragments;
  }

  get rootValue(): unknown {
    return this.#run.request.rootValue;
  }

  get operation(): OperationDefinitionNode {
    return this.#run.request.operation;
  }

  get variableValues(): VariableValues {
    return this.#run.request.variables;
  }

  get getAbortSignal(): () => AbortSignal {
    return this.#run.getAbortSignal;
  }

  get getAsyncHelpers(): GraphQLResolveInfo['getAsyncHelpers'] {
    return () => asyncHelpers;
  }
}
