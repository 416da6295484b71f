import type { Finding } from "../../finding.ts";
import { githubFormat } from "./github.ts";
import { htmlFormat } from "./html.ts";
import { jsonFormat } from "./json.ts";
import { ndjsonFormat } from "./ndjson.ts";
import { sarifFormat } from "./sarif.ts";
import { textFormat } from "./text.ts";

/** What a report says besides its findings. */
export interface ReportFacts {
  /** Version of the program that made it. */
  readonly version: string;
  /** Entity → records checked. */
  readonly records: Readonly<Record<string, number>>;
  /** Checks with the way each was done; a report lists those that passed, too. */
  readonly checks: readonly {
    readonly id: string;
    readonly entity: string;
    readonly by: "sql" | "record" | "none";
    readonly records: number;
    readonly violations: number;
  }[];
}

/** Writes findings as text of one kind. Pure: a caller prints or saves it. */
export type Format = (findings: readonly Finding[], facts: ReportFacts) => string;

/** Output formats by the name that `--format` takes. */
export const formats: Readonly<
  Record<"text" | "json" | "ndjson" | "github" | "sarif" | "html", Format>
> = {
  text: textFormat,
  json: jsonFormat,
  ndjson: ndjsonFormat,
  github: githubFormat,
  sarif: sarifFormat,
  html: htmlFormat,
};
