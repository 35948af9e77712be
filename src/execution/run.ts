import {
  type ExecutionResult,
  type FragmentDefinitionNode,
  getArgumentValues,
  type GraphQLError,
  type GraphQLSchema,
  locatedError,
  type OperationDefinitionNode,
  type VariableValues,
} from 'graphql';
import type { TextBudget } from '../text-budget.ts';
import type { Turn } from '../turns.ts';
import type { Compiler } from './compiler.ts';
import { Frame, isForgotten, pathTo, release, store } from './frame.ts';
import type { FieldPlan, ObjectPlan, ValuePlan } from './plan.ts';

export interface ExecutionRequest {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced. */
  variables: VariableValues;
  rootValue: unknown;
  context: unknown;
  hideSuggestions: boolean;
  turn: Pick<Turn, 'pause' | 'isStopped'>;
  budget: Pick<TextBudget, 'count'>;
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal | undefined;
}

/** Stands for a value that has made what holds it null: there is nothing left to fill in. */
export const gone = Symbol('gone');

/** One operation while it runs: its answer so far, what it waits for, and how it ends. */
export class Run {
  readonly request: ExecutionRequest;
  readonly compiler: Compiler;
  readonly root: Frame;
  readonly #errors: GraphQLError[] = [];
  readonly #args: ({ values: Record<string, unknown> } | { error: unknown } | undefined)[] = [];
  #result: ExecutionResult | undefined;
  #waiting: PromiseWithResolvers<ExecutionResult> | undefined;
  #controller: AbortController | undefined;
  #fragments: Record<string, FragmentDefinitionNode> | undefined;

  constructor(request: ExecutionRequest, compiler: Compiler, plan: ObjectPlan) {
    this.request = request;
    this.compiler = compiler;
    this.root = new Frame(null, '', null, true, objectFor(plan));
  }

  /** The result, once all has arrived. It rejects with the signal's reason where that aborts before. */
  result(): ExecutionResult | Promise<ExecutionResult> {
    const { signal } = this.request;
    // What is stopped goes no further: it is not known to be whole.
    if (this.#result && !this.request.turn.isStopped) return this.#result;
    this.#waiting = Promise.withResolvers<ExecutionResult>();
    if (signal?.aborted) this.#abort();
    else signal?.addEventListener('abort', this.#abort);
    return this.#waiting.promise;
  }

  /** Whether what arrives in a frame is of no use any more. */
  forgets(frame: Frame): boolean {
    return this.#result !== undefined || this.request.turn.isStopped || isForgotten(frame);
  }

  argsOf(field: FieldPlan): Record<string, unknown> {
    if (field.args) return field.args;
    const known = (this.#args[field.argsIndex] ??= this.#workOutArgs(field));
    if ('error' in known) throw known.error;
    return known.values;
  }

  /**
   * Takes note of what went wrong at a place of the answer.
   *
   * @returns what stands there then
   */
  fail(
    frame: Frame,
    key: string | number,
    field: FieldPlan,
    plan: ValuePlan,
    thrown: unknown,
  ): null | symbol {
    const error = locatedError(thrown, field.nodes, pathTo(frame, key));
    if (!plan.isNonNull) {
      this.#errors.push(error);
      return null;
    }
    this.makeNull(frame, error);
    return gone;
  }

  /** The frame, or the next one around it that may be null. */
  makeNull(frame: Frame, error: GraphQLError): void {
    let top = frame;
    top.isNull = true;
    while (!top.mayBeNull && top.parent) {
      top = top.parent;
      top.isNull = true;
    }
    this.#errors.push(error);
    if (!top.parent) return this.#finish();
    store(top.parent, top.key, null);
    if (top.pending > 0) this.release(top.parent);
  }

  release(frame: Frame): void {
    if (release(frame)) this.#finish();
  }

  /** A fault of ours: the answer would never be whole. */
  giveUp(fault: unknown): void {
    this.#result ??= {};
    this.#waiting?.reject(fault);
    this.#end(fault);
  }

  readonly getAbortSignal = (): AbortSignal => {
    if (!this.#controller) {
      this.#controller = new AbortController();
      const { signal } = this.request;
      if (signal?.aborted) this.#controller.abort(signal.reason);
      else if (this.#result) this.#controller.abort();
    }
    return this.#controller.signal;
  };

  /** As an object: what resolvers are told. */
  get fragments(): Record<string, FragmentDefinitionNode> {
    return (this.#fragments ??= Object.assign(
      Object.create(null) as Record<string, FragmentDefinitionNode>,
      Object.fromEntries(this.request.fragments),
    ));
  }

  #workOutArgs({ definition, nodes }: FieldPlan): { values: Record<string, unknown> } | { error: unknown } {
    const { variables, hideSuggestions } = this.request;
    try {
      return { values: getArgumentValues(definition, nodes[0]!, variables, undefined, hideSuggestions) };
    } catch (error) {
      return { error };
    }
  }

  #finish(): void {
    if (this.#result) return;
    const data = this.root.isNull ? null : (this.root.result as Record<string, unknown>);
    this.#result = this.#errors.length > 0 ? { errors: this.#errors, data } : { data };
    if (this.request.turn.isStopped) return;
    this.#waiting?.resolve(this.#result);
    this.#end();
  }

  readonly #abort = (): void => {
    this.#result ??= {};
    this.#waiting?.reject(this.request.signal?.reason);
    this.#end(this.request.signal?.reason);
  };

  #end(reason?: unknown): void {
    this.request.signal?.removeEventListener('abort', this.#abort);
    this.#controller?.abort(reason);
  }
}

/** An ordinary object, which is written as JSON faster, unless it has to bear the one name that is not a name there. */
export function objectFor(plan: ObjectPlan): Record<string, unknown> {
  return plan.hasProto ? (Object.create(null) as Record<string, unknown>) : {};
}
