import { loadRegistry } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { passed } from "../../src/dataset.ts";
import { RefusedError } from "../../src/errors.ts";
import { draft } from "../../src/publish/draft.ts";
import { listedPaths, paths } from "../../src/publish/files.ts";
import { observationsOf, parsePublication, tableOf } from "../../src/publish/read.ts";
import { draftFiles, draftInput, metricOf, protectedTable, textOf } from "./fixture.ts";

describe("a draft", () => {
  test("has every file of a publication but the signatures", async () => {
    const files = await draftFiles();
    expect([...files.keys()].toSorted()).toEqual([paths.manifest, ...listedPaths].toSorted());
  });

  test("writes the table as SDMX-CSV with the header of the profile, CRLF and NaN", async () => {
    const lines = textOf(await draftFiles(), paths.data).split("\r\n");
    const flow = "dataflow,FI-HEL:DF_ATT_CHRONIC_BY_SEX_GRADE(1.0.1),R,FI-HEL";
    expect(lines[0]).toBe(
      "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SEX,GRADE,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,NUM,DEN",
    );
    expect(lines).toContain(`${flow},_T,_T,2025,0.150,A,F,30,200`);
    expect(lines).toContain(`${flow},F,1,2025,NaN,Q,C,NaN,NaN`);
    expect(lines).toContain(`${flow},M,3,2025,NaN,M,F,0,0`);
    expect(lines).toHaveLength(1 + 12 + 1);
    expect(lines.at(-1)).toBe("");
  });

  test("is the same to the last byte for the same input, whatever the order of the observations", async () => {
    const table = await protectedTable();
    const turned = passed("protected", { ...table, observations: table.observations.toReversed() });
    expect(await draft(turned, draftInput())).toEqual(await draftFiles());
  });

  test("names member, chain, period and the parts of the standard it rests on", async () => {
    const { manifest } = await parsePublication(await draftFiles());
    expect(manifest).toMatchObject({
      member: "FI-HEL",
      sequence: 1,
      previous: null,
      dimensions: ["REF_AREA", "SEX", "GRADE"],
      period: {
        id: "2025/2026",
        start: "2025-08-01",
        end: "2026-07-31",
        timePeriod: "2025",
        reportingYearStart: "--08-01",
      },
    });
    expect(manifest.schema.entities.map(({ id }) => id)).toEqual(["attendance-record"]);
    expect(manifest.codeLists.length).toBeGreaterThan(0);
  });

  test("read back gives the table that was protected, so that later audits can look at it", async () => {
    const table = await protectedTable();
    const read = tableOf(await parsePublication(await draftFiles()), loadRegistry());
    expect(read.description).toEqual(table.description);
    expect(read.report).toEqual(table.report);
    expect(new Set(read.observations.map((one) => JSON.stringify(one)))).toEqual(
      new Set(
        table.observations.map(({ codes, value, status, confidentiality, num, den }) =>
          JSON.stringify({ codes, value, status, confidentiality, num, den }),
        ),
      ),
    );
  });

  test("names no coverage of a total that is withheld or was hardly collected", async () => {
    const table = await protectedTable();
    for (const status of ["Q", "L"] as const) {
      const hidden = passed("protected", {
        ...table,
        observations: table.observations.map((one) =>
          one.codes["SEX"] === "_T" && one.codes["GRADE"] === "_T"
            ? {
                ...one,
                value: null,
                num: null,
                den: null,
                status,
                confidentiality: status === "Q" ? ("C" as const) : ("F" as const),
              }
            : one,
        ),
        report: {
          ...table.report,
          counts: { ...table.report.counts, withheld: status === "Q" ? 5 : 4 },
        },
      });
      const { quality } = await parsePublication(await draft(hidden, draftInput()));
      expect(quality).toEqual({ gate: "passed", coverage: null, findings: [] });
    }
    expect((await parsePublication(await draftFiles())).quality.coverage).toBe("0.98");
  });

  test("gives every observation the member's area when the table is not cut by area", async () => {
    const observations = observationsOf(await parsePublication(await draftFiles()));
    expect(observations).toHaveLength(12);
    expect(observations.every(({ codes }) => codes["REF_AREA"] === "FI-HEL")).toBe(true);
  });

  test("keeps the areas of a table that is cut by them, in the first column", async () => {
    const table = await protectedTable();
    const byArea = passed("protected", {
      ...table,
      description: {
        ...table.description,
        dimensions: table.description.dimensions.map((dimension) =>
          dimension.id === "GRADE"
            ? {
                id: "REF_AREA",
                family: "place",
                codes: dimension.codes.map(({ code, parent }) => ({
                  code: code === "_T" ? "FI-HEL" : `FI-HEL-${code}`,
                  parent: parent === null ? null : "FI-HEL",
                })),
              }
            : dimension,
        ),
      },
      observations: table.observations.map((one) => {
        const { SEX = "", GRADE = "" } = one.codes;
        const codes = { SEX, REF_AREA: GRADE === "_T" ? "FI-HEL" : `FI-HEL-${GRADE}` };
        return Object.assign({}, one, { codes });
      }),
    });
    const publication = await parsePublication(await draft(byArea, draftInput()));
    expect(publication.manifest.dimensions).toEqual(["REF_AREA", "SEX"]);
    expect(publication.manifest.dataflow).toBe("FI-HEL:DF_ATT_CHRONIC_BY_SEX_REF_AREA(1.0.1)");
    expect(tableOf(publication, loadRegistry()).description.dimensions).toEqual(
      byArea.description.dimensions,
    );
  });

  test("writes names that arrive decomposed in Unicode normal form C", async () => {
    const decomposed = "Hyva\u0308 kaupunki";
    const { config } = draftInput();
    const publication = await parsePublication(
      await draftFiles({ config: { ...config, name: { en: decomposed }, contact: decomposed } }),
    );
    expect(publication.manifest.contact).toBe(decomposed.normalize("NFC"));
    expect(publication.manifest.memberName.en).not.toBe(decomposed);
  });

  test("carries the names of the member's own codes", async () => {
    const table = await protectedTable();
    const name = { en: "First grade", fi: "Ensimmäinen luokka" };
    const dimensions = table.description.dimensions.map((dimension) => ({
      ...dimension,
      codes: dimension.codes.map((code) => (code.code === "1" ? { ...code, name } : code)),
    }));
    const named = passed("protected", {
      ...table,
      description: { ...table.description, dimensions },
    });
    const { structure } = await parsePublication(await draft(named, draftInput()));
    const grade = structure.dimensions.find(({ id }) => id === "GRADE");
    expect(grade?.codes.find(({ code }) => code === "1")?.name).toMatchObject({
      en: "First grade",
    });
  });
});

describe("a draft is refused", () => {
  test("when the audit did not prove the table safe", async () => {
    const table = await protectedTable();
    const { report } = table;
    const unsafe = passed("protected", {
      ...table,
      report: { ...report, audit: { ...report.audit, provenSafe: false } },
    });
    await expect(draft(unsafe, draftInput())).rejects.toThrow(/B13/);
  });

  test("when a withheld cell still has a number", async () => {
    const table = await protectedTable();
    const leaking = table.observations.map((one) =>
      one.status === "Q" ? { ...one, num: 3 } : one,
    );
    await expect(
      draft(passed("protected", { ...table, observations: leaking }), draftInput()),
    ).rejects.toThrow(/B10/);
  });

  test("when the metric is not the released one", async () => {
    const metric = { ...metricOf("ATT_CHRONIC"), decimals: 2 };
    await expect(draft(await protectedTable(), draftInput({ metric }))).rejects.toThrow(
      RefusedError,
    );
  });

  test("when a code cannot be written in SDMX", async () => {
    const table = await protectedTable();
    const spaced = table.observations.map((one) => ({
      ...one,
      codes: { ...one.codes, GRADE: "grade 1" },
    }));
    await expect(
      draft(passed("protected", { ...table, observations: spaced }), draftInput()),
    ).rejects.toThrow(/GRADE/);
  });
});
