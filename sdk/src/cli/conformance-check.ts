import { readFile } from "node:fs/promises";
import { checkReport, loadExchange, type ConformanceReport } from "@edufed/schemas";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { exitCode, InputError, type ExitCode } from "../errors.ts";
import { shippedSuite } from "./conformance-suite.ts";
import { existing } from "./input.ts";
import { textTable } from "./io.ts";
import type { Shell } from "./shell.ts";

/** `conformance check`: whether a report keeps its schema, is about this suite and adds up. */
export async function checkFile(shell: Shell, file: string, json: boolean): Promise<ExitCode> {
  const report = await readReport(existing(shell, file));
  const { suite } = shippedSuite();
  const { problems, levels } = checkReport(report, suite);
  if (json) shell.out(JSON.stringify({ sound: problems.length === 0, problems, levels }, null, 2));
  else tell(shell, report, problems);
  return problems.length === 0 ? exitCode.fine : exitCode.findings;
}

/** The levels of a report, one line each. */
export function levelTable(levels: ConformanceReport["levels"]): string {
  return textTable(
    levels.map(({ level, verdict }) => [level, verdict]),
    new Set(),
  );
}

function tell(shell: Shell, report: ConformanceReport, problems: readonly string[]): void {
  const { name, version, vendor } = report.implementation;
  if (problems.length > 0) {
    for (const problem of problems) shell.out(problem);
    shell.out(`NOT sound: ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}.`);
    return;
  }
  shell.out(`${name} ${version} of ${vendor}, ${report.date}, by ${report.statement.by}:`);
  shell.out(levelTable(report.levels));
  shell.out(
    "Sound: the report is about this suite and adds up. Whether it is true, a run can tell.",
  );
}

async function readReport(file: string): Promise<ConformanceReport> {
  const value = parsed(await readFile(file, "utf8"), file);
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  formats.default(ajv);
  const isReport = ajv.compile<ConformanceReport>(
    loadExchange().get("conformance-report") ?? false,
  );
  if (isReport(value)) return value;
  const places = (isReport.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath} ${message}`,
  );
  throw new InputError(
    `${file} is not a conformance report: ${places.slice(0, 5).join("; ").trim()}.`,
    "Compare it with publication/conformance-report.json.",
  );
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${file} is not JSON.`, "Look for a missing comma or quote.", { cause });
  }
}
