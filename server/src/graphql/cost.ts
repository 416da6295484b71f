import {
  GraphQLError,
  Kind,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
} from "graphql";
import type {
  ConstValueNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
  ValueNode,
} from "graphql";
import type { Plugin } from "graphql-yoga";

/** Most points of one query. A page of 1000 observations with named codes costs 22,000. */
export const costMax = 50_000;

/** What a list without `first` is taken to hold: codes of a cell, rows of a comparison. */
const usualListSize = 10;

/** Beyond this there is no point in counting on. */
const countedMax = 1e9;

/**
 * Refuses operations that would cost too much, before they run. Every object counts one point;
 * what is below a list counts as often as `first` says, or ten times.
 */
export const useCostLimit: Plugin = {
  onExecute({ args, setResultAndStopExecution }) {
    const cost = operationCost(args.schema, args.document, {
      operationName: args.operationName ?? null,
      variables: args.variableValues ?? {},
    });
    if (cost <= costMax) return;
    setResultAndStopExecution({
      errors: [
        new GraphQLError(
          `This query costs ${cost} points of at most ${costMax}. Ask for fewer items with first, or fetch /data/<metric>.csv.`,
          {
            extensions: {
              code: "COST_LIMIT",
              cost,
              limit: costMax,
              http: { status: 400, spec: true },
            },
          },
        ),
      ],
    });
  },
};

interface Asked {
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Points that one operation of a valid document costs at most. */
export function operationCost(schema: GraphQLSchema, document: DocumentNode, asked: Asked): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    } else if (definition.kind === Kind.OPERATION_DEFINITION && isAsked(definition, asked)) {
      operation ??= definition;
    }
  }
  const root = schema.getQueryType();
  if (operation === undefined || root === undefined || root === null) return 0;
  const variables = { ...defaultsOf(operation), ...asked.variables };
  return new Counter(schema, fragments, variables).cost(operation.selectionSet, root, 1);
}

/** Whole numbers that variables have when the caller gives none. */
function defaultsOf({ variableDefinitions }: OperationDefinitionNode): Record<string, number> {
  const defaults = (variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT
      ? [[variable.name.value, Number(defaultValue.value)] as const]
      : [],
  );
  return Object.fromEntries(defaults);
}

function isAsked({ name }: OperationDefinitionNode, { operationName }: Asked): boolean {
  return operationName === null || name?.value === operationName;
}

class Counter {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: Readonly<Record<string, unknown>>;
  readonly #counted = new Map<string, number>();

  constructor(
    schema: GraphQLSchema,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    variables: Readonly<Record<string, unknown>>,
  ) {
    this.#schema = schema;
    this.#fragments = fragments;
    this.#variables = variables;
  }

  /** Points below a selection on a type; `pageSize` is what `first` of the connection around it said. */
  cost(set: SelectionSetNode, type: GraphQLNamedType, pageSize: number): number {
    let points = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) points += this.#field(selection, type, pageSize);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        points += this.#spread(selection.name.value, pageSize);
      } else points += this.cost(selection.selectionSet, type, pageSize);
      if (points > countedMax) return countedMax;
    }
    return points;
  }

  #field(node: FieldNode, type: GraphQLNamedType, pageSize: number): number {
    const name = node.name.value;
    if (name.startsWith("__") || type.name.startsWith("__")) return 1;
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    if (field === undefined || node.selectionSet === undefined) return 0;
    const named = getNamedType(field.type);
    const below = this.cost(node.selectionSet, named, this.#first(node, field));
    return timesOf(field, pageSize) * (1 + below);
  }

  /** The number of items asked for; the usual size where the field takes no `first`. */
  #first(node: FieldNode, field: GraphQLField<unknown, unknown>): number {
    const declared = field.args.find(({ name }) => name === "first");
    const written = node.arguments?.find(({ name }) => name.value === "first")?.value;
    const value = this.#numberOf(written ?? declared?.default?.literal);
    return value === null ? usualListSize : Math.max(1, value);
  }

  #numberOf(node: ValueNode | ConstValueNode | undefined): number | null {
    if (node?.kind === Kind.INT) return Number(node.value);
    const value = node?.kind === Kind.VARIABLE ? this.#variables[node.name.value] : null;
    return typeof value === "number" ? value : null;
  }

  #spread(name: string, pageSize: number): number {
    const key = `${name} ${pageSize}`;
    const counted = this.#counted.get(key);
    if (counted !== undefined) return counted;
    const fragment = this.#fragments.get(name);
    const type = this.#schema.getType(fragment?.typeCondition.name.value ?? "");
    const points =
      fragment === undefined || type === undefined || type === null
        ? 0
        : this.cost(fragment.selectionSet, type, pageSize);
    this.#counted.set(key, points);
    return points;
  }
}

/** How often what is below a field is read: the `nodes` of a page as often as the page is long. */
function timesOf({ name, type }: GraphQLField<unknown, unknown>, pageSize: number): number {
  if (!isListType(getNullableType(type))) return 1;
  return name === "nodes" ? pageSize : usualListSize;
}
