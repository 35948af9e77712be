import type {
  FieldNode,
  GraphQLAbstractType,
  GraphQLField,
  GraphQLFieldResolver,
  GraphQLLeafType,
  GraphQLObjectType,
} from 'graphql';

/** What to do for a selection set on one type of object: the fields in the order of the answer. */
export interface ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
  /** UTF-16 code units that the names take in each object's part of the answer, with the least that stands around them. */
  readonly nameLength: number;
  /** Whether a field bears the one name that an ordinary object does not take. */
  readonly hasProto: boolean;
}

/** What to do for one name of the answer. */
export interface FieldPlan {
  readonly key: string;
  /** All that are merged into it; the first has the arguments. */
  readonly nodes: readonly FieldNode[];
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  /** Null: the property of the same name. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | null;
  /** Of `__typename`, which needs nothing of the object. */
  readonly typename: string | null;
  /** Null where they hold variables, or are wrong. */
  readonly args: Record<string, unknown> | null;
  /** Its place among those whose arguments are worked out for each request. */
  readonly argsIndex: number;
  readonly value: ValuePlan;
  /** For its selections, one for each type, made when first needed. */
  readonly plans: ObjectPlan[];
  /** The one that was used last. */
  latest: ObjectPlan | null;
}

/** What to do with a value. */
export type ValuePlan = LeafPlan | ListPlan | CompositePlan;

interface Nullability {
  readonly isNonNull: boolean;
}

export interface LeafPlan extends Nullability {
  readonly kind: 'leaf';
  readonly type: GraphQLLeafType;
  /** Values that stay what they are. */
  readonly keeps: 'string' | 'boolean' | 'int' | 'float' | 'none';
}

export interface ListPlan extends Nullability {
  readonly kind: 'list';
  readonly item: ValuePlan;
}

export interface CompositePlan extends Nullability {
  readonly kind: 'composite';
  /** Where the type of the object is known before there is one. */
  readonly objectType: GraphQLObjectType | null;
  readonly abstractType: GraphQLAbstractType | null;
}
