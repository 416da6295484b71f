import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { gatewayObservations, tableObservations } from "../../src/notebook/observation.ts";
import { madeUpTable } from "./made-up.ts";

const dimensions = ["REF_AREA", "SEX"];

describe("a table", () => {
  const given = { member: "FI-HEL", refArea: "FI-HEL", coverage: 0.87, source: "own" } as const;

  test("a value, a withheld cell and a cell with nobody in it are three different things", () => {
    const rows = tableObservations(madeUpTable, given);
    expect(rows.map(({ value, status, num, den }) => [value, status, num, den])).toEqual([
      [0.9375, "A", 1500, 1600],
      [null, "Q", null, null],
      [null, "M", 0, 0],
    ]);
  });

  test("one that is not cut by area is about the whole member", () => {
    expect(tableObservations(madeUpTable, given)[0]).toMatchObject({
      codes: { REF_AREA: "FI-HEL", SEX: "F" },
      period: "2025",
      unit: "1",
      coverage: 0.87,
      source: "own",
    });
  });
});

test("codes are named where somebody has given them a name", () => {
  const given = { member: "FI-HEL", refArea: "FI-HEL", coverage: null, source: "own" } as const;
  const [first] = tableObservations(madeUpTable, {
    ...given,
    memberName: "Helsinki",
    names: { SEX: { F: "Girls" } },
  });
  expect(first).toMatchObject({ memberName: "Helsinki", names: { SEX: "Girls" } });
  expect(tableObservations(madeUpTable, given)[0]).toMatchObject({
    memberName: "FI-HEL",
    names: {},
  });
});

describe("a gateway", () => {
  let server: Server;
  let address: string;

  beforeEach(async () => {
    const csv =
      "MEMBER,METRIC,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,NUM,DEN,UNIT\nAZ,ATT_RATE,,F,2025,0.5,A,F,1,2,1\n";
    server = createServer((request, response) => {
      response.statusCode = request.url === "/gw/data/ATT_RATE.csv" ? 200 : 404;
      response.end(csv);
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const bound = server.address();
    address = `http://127.0.0.1:${typeof bound === "object" ? bound?.port : ""}/gw`;
  });

  afterEach(() => new Promise((closed) => server.close(closed)));

  test("its rows are published observations; an empty dimension did not cut the table", async () => {
    const read = await gatewayObservations(address, ["ATT_RATE"], { dimensions });
    expect(read).toHaveLength(1);
    expect(read[0]).toMatchObject({
      member: "AZ",
      codes: { SEX: "F" },
      value: 0.5,
      source: "published",
    });
  });

  test("an answer that is not a table is a network error that names the address", async () => {
    await expect(gatewayObservations(address, ["PTR"], { dimensions })).rejects.toMatchObject({
      code: "network",
      message: `${address}/data/PTR.csv answered 404.`,
    });
  });
});
