import { createServer, type Server } from "node:http";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { folderObservations, gatewayObservations } from "../../src/notebook/observation.ts";

const dimensions = ["REF_AREA", "SEX"];

const dataCsv = [
  "STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,NUM,DEN",
  "dataflow,EDUFED:ATT_RATE(1.0.0),R,F,2025,0.9375,A,F,1500,1600",
  "dataflow,EDUFED:ATT_RATE(1.0.0),R,M,2025,NaN,Q,C,NaN,NaN",
  "dataflow,EDUFED:ATT_RATE(1.0.0),R,_U,2025,NaN,M,F,0,0",
].join("\r\n");

describe("a publication folder", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "edufed-notebook-"));
    const manifest = { member: "FI-HEL", metric: { id: "ATT_RATE" } };
    await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest));
    await writeFile(join(folder, "metric.json"), JSON.stringify({ formal: { unit: "1" } }));
    await writeFile(join(folder, "quality.json"), JSON.stringify({ coverage: "0.87" }));
    await writeFile(join(folder, "data.csv"), dataCsv);
  });

  afterEach(() => rm(folder, { recursive: true }));

  test("a value, a withheld cell and a cell with nobody in it are three different things", async () => {
    const read = await folderObservations(folder, { dimensions, source: "own" });
    expect(
      read.map(({ codes, value, status, num, den }) => [codes, value, status, num, den]),
    ).toEqual([
      [{ SEX: "F" }, 0.9375, "A", 1500, 1600],
      [{ SEX: "M" }, null, "Q", null, null],
      [{ SEX: "_U" }, null, "M", 0, 0],
    ]);
    expect(read[0]).toMatchObject({
      member: "FI-HEL",
      metric: "ATT_RATE",
      unit: "1",
      coverage: 0.87,
      source: "own",
    });
  });

  test("a missing file names the file and what to do", async () => {
    await rm(join(folder, "data.csv"));
    await expect(folderObservations(folder, { dimensions, source: "own" })).rejects.toThrow(
      "data.csv cannot be read",
    );
  });

  test("a value that is no number under status A is refused", async () => {
    await writeFile(join(folder, "data.csv"), dataCsv.replace("0.9375", "NaN"));
    await expect(folderObservations(folder, { dimensions, source: "own" })).rejects.toThrow(
      "a value that is not a number",
    );
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
