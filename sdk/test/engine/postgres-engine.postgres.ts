import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ValueType } from "@edufed/schemas";
import type { Expression } from "../../src/engine/expression.ts";
import type { CountedRow, Plan, PlannedMeasure } from "../../src/engine/plan.ts";
import { openPostgres } from "../../src/engine/postgres.ts";
import type { PostgresRelations } from "../../src/engine/postgres-sources.ts";
import { openReference } from "../../src/engine/reference.ts";
import { InputError, NetworkError, UsageError } from "../../src/errors.ts";
import { counting, openPostgresRecords, type PostgresRecords } from "./postgres-records.ts";

let postgres: PostgresRecords;
beforeAll(async () => {
  postgres = await openPostgresRecords();
});
afterAll(() => postgres.close());

const column = (name: string): Expression => ({ kind: "column", name });
const call = (
  name: Extract<Expression, { kind: "call" }>["name"],
  ...of: readonly Expression[]
): Expression => ({ kind: "call", name, of });
const one: Expression = { kind: "literal", value: 1 };

/** Persons by what is said of them last, with a sum of what a measure gives. */
function planOf(measure: Omit<PlannedMeasure, "name">, value: Expression, cut?: string): Plan {
  return {
    populations: [
      {
        name: "persons",
        relation: "visit",
        contributor: ["person"],
        orderBy: "day",
        lookups: [],
        measures: [{ name: "measured", ...measure }],
        dimensions:
          cut === undefined
            ? []
            : [{ id: "CUT", column: cut, map: {}, unknown: "_U", total: "_T" }],
      },
    ],
    questions: [
      {
        id: "q",
        sums: [
          { name: "NUM", parts: [{ population: "persons", value }] },
          { name: "DEN", parts: [{ population: "persons", value: one }] },
        ],
      },
    ],
    dimensions: cut === undefined ? [] : ["CUT"],
  };
}

function relationsWith(type: ValueType): PostgresRelations {
  const property = (name: string, of: ValueType) => ({ name, type: of, required: false });
  return new Map([
    [
      "visit",
      {
        properties: [
          { ...property("person", { kind: "string" }), required: true },
          property("day", { kind: "date" }),
          property("value", type),
        ],
      },
    ],
  ]);
}

const text: ValueType = { kind: "string" };
const whole: ValueType = { kind: "integer" };
const list = (item: ValueType): ValueType => ({ kind: "list", item, itemNullable: true });

/** Makes the table, with a column of an SQL type and a row for each value as SQL. */
function visits(type: string, ...values: readonly string[]): void {
  const rows = values.map((value, index) => `('p${index}', '2025-09-01', ${value})`);
  postgres.psql(`drop schema if exists school cascade; create schema school;
    create table school.visit (person text, day date, value ${type});
    ${rows.length === 0 ? "" : `insert into school.visit values ${rows.join(", ")};`}`);
}

async function cellsOf(plan: Plan, type: ValueType): Promise<readonly CountedRow[]> {
  const options = { address: postgres.address, relations: relationsWith(type) };
  const cells = await counting(options, (engine) => engine.cells(plan));
  return cells.get("q") ?? [];
}

/** The codes that values become, each with how many there are. */
async function codes(type: ValueType): Promise<Readonly<Record<string, number>>> {
  const cells = await cellsOf(planOf({ aggregate: "count" }, one, "value"), type);
  return Object.fromEntries(cells.map((each) => [each.codes["CUT"] ?? "", each.contributors]));
}

describe("a column counts as what its property is, whatever its type", () => {
  const all = { _T: 3, _U: 1 };
  test.each<readonly [string, ValueType, readonly string[], Readonly<Record<string, number>>]>([
    ["text", text, ["'b'", "'B'", "null"], { ...all, B: 1, b: 1 }],
    ["char(5)", text, ["'b'", "'B'", "null"], { ...all, B: 1, b: 1 }],
    ["varchar(9)", whole, ["'7'", "'-8.0'", "null"], { ...all, "-8": 1, "7": 1 }],
    ["smallint", whole, ["7", "-8", "null"], { ...all, "-8": 1, "7": 1 }],
    ["numeric(9, 2)", whole, ["7.00", "-8", "null"], { ...all, "-8": 1, "7": 1 }],
    ["double precision", whole, ["7", "-8", "null"], { ...all, "-8": 1, "7": 1 }],
    ["jsonb", whole, ["'7.0'", "'-8'", "'null'"], { ...all, "-8": 1, "7": 1 }],
    ["bool", { kind: "boolean" }, ["true", "false", "null"], { ...all, false: 1, true: 1 }],
    ["text", { kind: "boolean" }, ["'TRUE'", "'false'", "null"], { ...all, false: 1, true: 1 }],
    ["json", { kind: "boolean" }, ["'true'", "'false'", "null"], { ...all, false: 1, true: 1 }],
    [
      "timestamp",
      { kind: "date" },
      ["'2025-09-01'", "'0001-01-01'", "null"],
      { ...all, "0001-01-01": 1, "2025-09-01": 1 },
    ],
    [
      "text",
      { kind: "date" },
      ["'2025-09-01'", "'0001-01-01'", "null"],
      { ...all, "0001-01-01": 1, "2025-09-01": 1 },
    ],
    ["real", { kind: "number" }, ["0.1", "-2", "null"], { ...all, "-2": 1, "0.1": 1 }],
    ["numeric", { kind: "number" }, ["0.10", "-2", "null"], { ...all, "-2": 1, "0.1": 1 }],
    ["text", { kind: "number" }, ["'1e-1'", "'-2.0'", "null"], { ...all, "-2": 1, "0.1": 1 }],
  ])("%s for %o", async (type, property, values, expected) => {
    visits(type, ...values);
    const found = await codes(property);
    expect(found).toEqual(expected);
  });

  test("codes are in the order of their code points, whatever the language of the database", async () => {
    visits("text", "'b'", "'B'", "'å'", "'_'", "'~'", "'😀'", "'\uffff'");
    const cells = await cellsOf(planOf({ aggregate: "count" }, one, "value"), text);
    const order = cells.map((each) => each.codes["CUT"]);
    expect(order).toEqual(["B", "_", "_T", "b", "~", "å", "\uffff", "😀"]);
    const [sorted] = await postgres.rows(
      `select string_agg(value, '' order by value) as it from school.visit`,
    );
    expect(sorted?.["it"]).not.toBe("B_b~å\uffff😀");
  });

  test("of several last places the greatest by its code points counts", async () => {
    visits("text", "'B'", "'a'", "'😀'");
    postgres.psql("update school.visit set person = 'p' where value <> '😀'");
    expect(await codes(text)).toEqual({ _T: 2, a: 1, "😀": 1 });
    postgres.psql("update school.visit set person = 'p'");
    expect(await codes(text)).toEqual({ _T: 1, "😀": 1 });
  });

  test.each([
    ["bigint[]", "'[0:2]={7,null,8}'", "'{}'", "null"],
    ["smallint[]", "'{7,null,8}'", "'{}'", "null"],
    ["numeric[]", "'{7.0,null,8}'", "'{}'", "null"],
    ["jsonb", "'[7.0,null,8]'", "'[]'", "'null'"],
    ["text", "'[7, null, 8]'", "'[]'", "null"],
  ])("a list in a column of %s", async (type, ...values) => {
    visits(type, ...values);
    const last = { aggregate: "last", of: column("value") } as const;
    for (const [value, sum] of [
      [call("list_sum", column("measured")), 15n],
      [call("list_item", column("measured"), one), 7n],
      [call("list_length", column("measured")), 3n],
    ] as const) {
      const [cell] = await cellsOf(planOf(last, value), list(whole));
      expect(cell?.sums["NUM"]).toBe(sum);
    }
  });

  test("of several last lists the greatest counts; an unknown item comes before every other", async () => {
    const rows = [
      { person: "a", day: "2025-09-01", value: [9] },
      { person: "a", day: "2025-09-02", value: [1, null, 4] },
      { person: "a", day: "2025-09-02", value: [1, -5, 5] },
      { person: "b", day: null, value: [2] },
      { person: "b", day: "2025-09-02", value: null },
      { person: "c", day: "2025-09-02", value: [3] },
      { person: "c", day: "2025-09-02", value: [3, 7] },
    ];
    await postgres.fill(new Map([["visit", rows]]), relationsWith(list(whole)));
    const plan = planOf(
      { aggregate: "last", of: column("value") },
      call("list_sum", column("measured")),
    );
    const expected = await openReference(new Map([["visit", rows]])).cells(plan);
    expect(expected.get("q")?.[0]?.sums["NUM"]).toBe(11n);
    expect(await cellsOf(plan, list(whole))).toEqual(expected.get("q"));
  });

  test("the least and the greatest of truth values are truth values", async () => {
    const rows = [
      { person: "a", day: "2025-09-01", value: true },
      { person: "a", day: "2025-09-02", value: false },
      { person: "b", day: "2025-09-02", value: false },
      { person: "c", day: "2025-09-02", value: null },
    ];
    const relations = relationsWith({ kind: "boolean" });
    await postgres.fill(new Map([["visit", rows]]), relations);
    const measured = column("measured");
    const value: Expression = {
      kind: "case",
      whens: [
        { when: measured, value: one },
        { when: { kind: "not", of: measured }, value: { kind: "literal", value: 10 } },
      ],
      otherwise: null,
    };
    for (const [aggregate, sum] of [
      ["max", 11n],
      ["min", 20n],
    ] as const) {
      for (const cut of [undefined, "day"]) {
        const plan = planOf({ aggregate, of: column("value") }, value, cut);
        const expected = await openReference(new Map([["visit", rows]])).cells(plan);
        const found = await cellsOf(plan, { kind: "boolean" });
        expect(found).toEqual(expected.get("q"));
        expect(found.find(({ codes: of }) => (of["CUT"] ?? "_T") === "_T")?.sums["NUM"]).toBe(sum);
      }
    }
  });

  test("a column that a property need not have is unknown to everybody", async () => {
    visits("text", "'a'");
    postgres.psql("alter table school.visit drop column value");
    expect(await codes(text)).toEqual({ _T: 1, _U: 1 });
  });

  test("a name that is too long for the server is another one for every figure", async () => {
    visits("bigint", "5", "7");
    const plan = planOf({ aggregate: "sum", of: column("value") }, column("measured"));
    const long = "a figure with a name that goes on and on until nobody can tell it from another, ";
    const [question] = plan.questions;
    if (question === undefined) throw new Error("the plan has a question");
    const questions = ["one", "other"].map((end) => ({ ...question, id: `${long}${end}` }));
    const options = { address: postgres.address, relations: relationsWith(whole) };
    const cells = await counting(options, (engine) => engine.cells({ ...plan, questions }));
    expect([...cells.keys()]).toEqual([`${long}one`, `${long}other`]);
    for (const [cell] of cells.values()) {
      expect(cell?.sums).toEqual({ NUM: 12n, DEN: 2n });
      expect(cell?.contributors).toBe(2);
    }
  });
});

describe("numbers", () => {
  const sum = planOf({ aggregate: "sum", of: column("value") }, column("measured"));

  test("of 64 bits add up exactly, and not beyond", async () => {
    visits("bigint", "9223372036854775000", "807");
    expect((await cellsOf(sum, whole))[0]?.sums["NUM"]).toBe(9223372036854775807n);
    visits("bigint", "9223372036854775000", "808");
    await expect(cellsOf(sum, whole)).rejects.toThrow("larger than the metric can count with");
  });

  test("of products are as large as they are", async () => {
    visits("bigint", "9007199254740991", "-1");
    const [question] = sum.questions;
    if (question === undefined) throw new Error("the plan has a question");
    const value = column("measured");
    const parts = [{ population: "persons", value, times: [value, value] }];
    const plan = { ...sum, questions: [{ ...question, sums: [{ name: "CUBE", parts }] }] };
    expect((await cellsOf(plan, whole))[0]?.sums["CUBE"]).toBe(9007199254740991n ** 3n - 1n);
  });
});

/** A word that stands for a person's value; it may be in no message. */
const secret = "Wuthering";

describe("what goes wrong is said without a value", () => {
  const count = planOf({ aggregate: "count" }, one, "value");

  test.each<readonly [string, ValueType, string]>([
    ["text", whole, `'${secret}'`],
    ["text", { kind: "date" }, `'${secret}'`],
    ["text", { kind: "date" }, "'2025-02-30'"],
    ["text", { kind: "boolean" }, `'t'`],
    ["text", { kind: "number" }, "'0,5'"],
    ["text", list(whole), `'${secret}'`],
    ["text[]", list(whole), `'{${secret}}'`],
    ["text[]", list(text), `'{{a},{${secret}}}'`],
    ["jsonb", text, "'17'"],
    ["jsonb", whole, `'"${secret}"'`],
    ["jsonb", whole, "'0.5'"],
    ["jsonb", list(whole), `'["${secret}"]'`],
    ["numeric", whole, "0.5"],
    ["numeric", { kind: "number" }, "'NaN'"],
    ["double precision", { kind: "number" }, "'Infinity'"],
    ["double precision", whole, "1e30"],
    ["integer", text, "17"],
    ["boolean", text, "true"],
    ["bytea", text, "'\\xff'"],
    ["timestamp", { kind: "date" }, "'2025-09-01 10:00'"],
    ["timestamptz", { kind: "date" }, "'2025-09-01'"],
    ["timestamp", { kind: "date-time" }, "'2025-09-01'"],
    ["date", { kind: "date" }, "'infinity'"],
    ["date", { kind: "date" }, "'0044-03-15 BC'"],
  ])("a value of %s that is no %o", async (type, property, value) => {
    visits(type, value);
    const plan =
      property.kind === "list"
        ? planOf(
            { aggregate: "last", of: column("value") },
            call("list_length", column("measured")),
          )
        : count;
    const error = await failure(cellsOf(plan, property));
    expect(error).toBeInstanceOf(InputError);
    expect(everythingSaid(error)).toMatch(/visit\.value is not of the kind|in the tables/);
    expect(everythingSaid(error)).not.toMatch(/Wuthering|2025|0,5|0044|infinity/i);
  });

  test("a table that is not there", async () => {
    visits("text");
    const relations = new Map([...relationsWith(text), ["other", { properties: [] }]]);
    const [population] = count.populations;
    if (population === undefined) throw new Error("the plan has a population");
    const other: Plan = { ...count, populations: [{ ...population, relation: "other" }] };
    const options = { address: postgres.address, relations };
    const error = await failure(counting(options, (engine) => engine.cells(other)));
    expect(String(error)).toMatch("There is no table or view called other");
    postgres.psql("drop table school.visit");
    expect(String(await failure(openPostgres(options)))).toMatch("no table or view is named after");
    const nowhere = { ...options, address: options.address.replace("=school", "=scool") };
    expect(String(await failure(openPostgres(nowhere)))).toMatch("schema scool");
  });

  test("a column that is not there, and one that no property has", async () => {
    visits("text", "'a'");
    const strange = planOf({ aggregate: "count" }, one, "strange");
    expect(await failure(cellsOf(strange, text))).toBeInstanceOf(UsageError);
    postgres.psql("alter table school.visit drop column person");
    const error = await failure(cellsOf(count, text));
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toMatch("The table visit has no column person");
  });

  test("an address of one table", async () => {
    const address = `${postgres.address}&table=visit`;
    const error = await failure(openPostgres({ address, relations: relationsWith(text) }));
    expect(error).toBeInstanceOf(UsageError);
  });

  test("somebody who may not read a table, or only some of its rows", async () => {
    visits("text", "'a'");
    postgres.psql(`do $$ begin create role stranger login; exception when duplicate_object then null; end $$;
      grant usage on schema school to stranger`);
    const address = postgres.address.replace("edufed@", `stranger:${secret}@`);
    const options = { address, relations: relationsWith(text) };
    const ask = (): Promise<unknown> => failure(counting(options, (engine) => engine.cells(count)));
    const hidden = await ask();
    expect(hidden).toBeInstanceOf(InputError);
    expect(everythingSaid(hidden)).toMatch("may not be read by stranger");
    postgres.psql(`grant select on school.visit to stranger; alter table school.visit enable row level security;
      create policy nobody on school.visit using (false)`);
    const partly = await ask();
    expect(everythingSaid(partly)).toMatch("or only some of its rows");
    expect(everythingSaid([hidden, partly])).not.toContain(secret);
  });

  test("an engine that failed counts on, at the moment that it reads", async () => {
    visits("text", "'a'");
    const options = { address: postgres.address, relations: relationsWith(whole) };
    await counting(options, async (engine) => {
      const [first, second] = await Promise.all([
        failure(engine.cells(count)),
        engine.cells(planOf({ aggregate: "count" }, one)),
      ]);
      expect(first).toBeInstanceOf(InputError);
      expect(second.get("q")?.[0]?.contributors).toBe(1);
      postgres.psql("insert into school.visit values ('z', null, null)");
      const again = await engine.cells(planOf({ aggregate: "count" }, one));
      expect(again).toEqual(second);
    });
  });

  test("a connection that is lost, or closed while a statement runs", async () => {
    visits("text", "'a'");
    postgres.psql(`alter table school.visit rename to visits;
      create view school.visit as select person, day, value from school.visits, pg_sleep(60)`);
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      const far = connect(`${postgres.folder}/.s.PGSQL.5432`);
      for (const each of [socket, far]) {
        sockets.add(each);
        each.on("error", () => undefined);
      }
      socket.pipe(far).pipe(socket);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const bound = server.address();
    if (bound === null || typeof bound === "string") throw new Error("no port");
    const address = `postgres://edufed:${secret}@127.0.0.1:${bound.port}/records?schema=school&sslmode=disable`;
    const relations = relationsWith(text);
    const cut = await openPostgres({ address, relations });
    const lost = failure(cut.cells(count));
    setTimeout(() => sockets.forEach((socket) => socket.destroy()), 200);
    expect(await lost).toBeInstanceOf(NetworkError);
    expect(everythingSaid(await lost)).not.toContain(secret);
    await cut.ended();
    server.close();

    const closed = await openPostgres({ address: postgres.address, relations });
    const stopped = failure(closed.cells(count));
    setTimeout(() => closed.close(), 200);
    expect(await stopped).toBeInstanceOf(NetworkError);
  }, 20_000);
});

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable("it did not fail"),
    (error: unknown) => error,
  );
}

/** Everything that an error and its causes say. */
function everythingSaid(error: unknown): string {
  if (Array.isArray(error)) return error.map(everythingSaid).join(" ");
  if (!(error instanceof Error)) return "";
  return `${error.message} ${JSON.stringify(error)} ${everythingSaid(error.cause)}`;
}
