import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import type { UseCase } from "@edufed/schemas";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { InputError } from "../errors.ts";

/**
 * Reads `use-case.json` of a folder. Throws InputError that names every answer which is missing or
 * not of the form the contract asks for.
 */
export async function loadUseCase(folder: string): Promise<UseCase> {
  const file = join(folder, "use-case.json");
  const written = await readJson(file);
  const isContract = await contract();
  if (!isContract(written))
    throw new InputError(
      `${file} does not keep the contract: ${problemsIn(isContract.errors ?? []).join("; ")}.`,
      "Answer what is missing; schemas/use-case.json says what each answer is for.",
    );
  if (written.id !== basename(resolve(folder)))
    throw new InputError(
      `${file} is called “${written.id}” and its folder is not.`,
      "Give the folder and the id the same name.",
    );
  return toUseCase(written);
}

/** Name of the notebook in the use case's folder. */
export function notebookFile(useCase: UseCase): string {
  const { notebook } = useCase.answers;
  const named = typeof notebook === "object" && notebook !== null && "path" in notebook;
  return named && typeof notebook.path === "string" ? notebook.path : "notebook.md";
}

/** `use-case.json` as its contract has it: what the model names, and the other answers beside it. */
type Written = Omit<UseCase, "answers"> & Readonly<Record<string, unknown>>;

function toUseCase(written: Written): UseCase {
  const { id, version, status, title, problem, metrics, breakdowns, ...rest } = written;
  const { dataNeeds, humanDecision, prohibitedOutputs, ...answers } = rest;
  const asked = { id, version, status, title, problem, metrics, breakdowns };
  return { ...asked, dataNeeds, humanDecision, prohibitedOutputs, answers };
}

/** The contract lies beside the source of the standard's package. */
async function contract(): Promise<ValidateFunction<Written>> {
  const entry = createRequire(import.meta.url).resolve("@edufed/schemas");
  const schema = await readJson(join(dirname(entry), "..", "use-case.json"));
  if (typeof schema !== "object" || schema === null) throw new TypeError("no contract");
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false });
  return ajv.compile<Written>(schema);
}

/** One sentence a mistake; what a `contains` looked at inside each item is not repeated. */
function problemsIn(errors: readonly ErrorObject[]): readonly string[] {
  const told = errors.filter(({ schemaPath }) => !schemaPath.includes("/contains/"));
  return [...new Set(told.map(problemOf))];
}

function problemOf({ instancePath, keyword, params, message, schemaPath }: ErrorObject): string {
  const place = instancePath === "" ? "" : `${instancePath} `;
  switch (keyword) {
    case "required":
      return `${place}has no “${String(params["missingProperty"])}”`;
    case "additionalProperties":
      return `${place}has an unknown “${String(params["additionalProperty"])}”`;
    case "enum":
      return `${place}is not one of ${String(params["allowedValues"])}`;
    case "const":
      return `${place}must be ${String(params["allowedValue"])}`;
    case "contains":
      return `${place}${lack[schemaPath] ?? "lacks an entry that is required"}`;
    case "minLength":
      return `${place}is too short to be an answer`;
    default:
      return `${place}${message ?? `breaks ${keyword}`}`;
  }
}

/** What an array lacks, by the rule that says so. */
const lack: Readonly<Record<string, string>> = {
  "#/properties/stakeholders/contains": "names nobody who could misuse the figures (malicious)",
  "#/properties/prohibitedOutputs/allOf/0/contains": "lacks individualRiskScore",
  "#/properties/prohibitedOutputs/allOf/1/contains": "lacks studentCluster",
  "#/properties/prohibitedOutputs/allOf/2/contains": "lacks learningStyle",
  "#/properties/prohibitedOutputs/allOf/3/contains": "lacks ranking",
};

async function readJson(file: string): Promise<unknown> {
  const remedy = "Name the folder of a use case, such as use-cases/virtual-school-monitoring.";
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new InputError(`${file} cannot be read.`, remedy, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${file} is not JSON.`, "Look for a missing comma or quote.", { cause });
  }
}
