import { makeExecutableSchema } from "@graphql-tools/schema";
import type { GraphQLSchema } from "graphql";
import { enumCodes, exchangeTypes } from "../generated/schema.ts";
import { queryType } from "./query-type.ts";
import { comparison, comparisonCell, comparisonRow } from "./resolvers/comparison.ts";
import { member } from "./resolvers/member.ts";
import { metric, metricParameter } from "./resolvers/metric.ts";
import { observation } from "./resolvers/observation.ts";
import { publication } from "./resolvers/publication.ts";
import { query } from "./resolvers/query.ts";

/** The gateway's schema: generated types, the questions, and a function for each field that needs one. */
export function createSchema(): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs: [exchangeTypes, queryType],
    resolvers: {
      ...enumCodes,
      Query: query,
      Comparison: comparison,
      ComparisonCell: comparisonCell,
      ComparisonRow: comparisonRow,
      Member: member,
      Metric: metric,
      MetricParameter: metricParameter,
      Observation: observation,
      Publication: publication,
    },
  });
}
