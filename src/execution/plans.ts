import type { DocumentNode, FragmentDefinitionNode, GraphQLSchema } from 'graphql';
import { byConditions, type Conditioned } from '../limits/conditions.ts';
import { fragmentsOf, keptFields, writeOut } from '../limits/write-out.ts';
import { Compiler } from './compiler.ts';
import type { ObjectPlan } from './plan.ts';

export interface OperationPlan {
  root: ObjectPlan;
  /** Plans what lies below, as far as it is reached. */
  compiler: Compiler;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Plans operations, each once as long as its document is there. @throws GraphQLError */
export type PlanOperation = (request: Conditioned) => OperationPlan;

/** How many fields are planned and kept of a document, and how many may be. */
interface Share {
  fields: number;
  most: number;
}

export function createPlans(schema: GraphQLSchema): PlanOperation {
  const shares = new WeakMap<DocumentNode, Share>();
  const plans = byConditions(({ document, operation, variables }: Conditioned): OperationPlan => {
    const share = shares.get(document) ?? { fields: 0, most: keptFields(writeOut(document).operations) };
    shares.set(document, share);
    // Interfaces have the plans of many types, and conditions many plans: more than was counted for is not kept.
    const planned = (fields: number) => {
      share.fields += fields;
      if (share.fields <= share.most) return;
      plans.forget(document);
      shares.delete(document);
    };
    const fragments = fragmentsOf(document);
    const compiler = new Compiler({ schema, fragments, conditions: variables }, planned);
    return { root: compiler.operation(operation), compiler, fragments };
  });
  return plans.of;
}
