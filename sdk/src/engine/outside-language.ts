/** What people write out of habit and the language does not have, with what to write instead. */

/** Something that is no part of the language. */
export interface Outside {
  /** After “the expression …”. */
  readonly fact: string;
  readonly remedy: string;
}

/** Why a kind of node, as the parser names it, is not in the language; undefined where nothing special is to be said. */
export function outsideOf(kind: string): Outside | undefined {
  if (divisions.has(kind)) return division;
  if (aggregates.has(kind)) return aggregate(kind);
  return others.get(kind);
}

/** The same of a function that is called by its name. */
export function outsideCall(name: string): Outside | undefined {
  if (clocks.has(name)) return clock(name);
  return chances.has(name) ? chance : divisions.has(name) ? division : undefined;
}

/** Why a kind of node cannot stand where an aggregate belongs. */
export function outsideAggregate(kind: string): Outside | undefined {
  return aggregates.has(kind) ? undefined : outsideOf(kind);
}

const divisions: ReadonlySet<string> = new Set(["div", "mod", "mod_func", "divide"]);

const division: Outside = {
  fact: "divides, and the language has no division",
  remedy:
    "Put what it is divided by into the denominator; write a threshold in whole numbers, such as 10 * part >= whole.",
};

const aggregates: ReadonlySet<string> = new Set([
  ...["sum", "count", "min", "max", "last", "first", "avg", "median", "stddev"],
  ...["any_value", "string_agg"],
]);

function aggregate(kind: string): Outside {
  return {
    fact: `takes the ${kind} of many records where one value is asked for`,
    remedy:
      "Make it a measure, or a column of a lookup (sum, count(*), min, max, last), and write its name here.",
  };
}

const clocks: ReadonlySet<string> = new Set([
  ...["now", "today", "current_date", "current_time", "current_timestamp"],
  ...["localtime", "localtimestamp", "getdate", "get_current_timestamp"],
]);

function clock(name: string): Outside {
  return {
    fact: `reads the clock with ${name}, so that the figure would be another at every run`,
    remedy: "Take the day from a month-day parameter, or write date 'YYYY-MM-DD'.",
  };
}

const chances: ReadonlySet<string> = new Set(["random", "rand", "uuid", "gen_random_uuid"]);

const chance: Outside = {
  fact: "takes a random value, so that the figure would be another at every run",
  remedy: "Leave it out: the same records give the same figure everywhere.",
};

const query: Outside = {
  fact: "holds a subquery",
  remedy: "Find records of another entity with lookups, and use their columns by name.",
};

const others: ReadonlyMap<string, Outside> = new Map([
  ...["random", "rand", "uuid"].map((kind) => [kind, chance] as const),
  ...["subquery", "exists", "query"].map((kind) => [kind, query] as const),
  [
    "annotated",
    { fact: "holds a comment", remedy: "Write it without comments; the definition explains it." },
  ],
  [
    "window_function",
    {
      fact: "uses a window",
      remedy:
        "Fold the rows of one contributor with sum(…), count(*), min(…), max(…) or last(…); orderBy says which is the last.",
    },
  ],
]);
