import type { Finding } from "../../finding.ts";
import { githubFormat } from "./github.ts";
import { htmlFormat } from "./html.ts";
import { jsonFormat } from "./json.ts";
import { junitFormat } from "./junit.ts";
import { ndjsonFormat } from "./ndjson.ts";
import type { ReportFacts } from "./report-facts.ts";
import { sarifFormat } from "./sarif.ts";
import { textFormat } from "./text.ts";

/** Writes findings as text of one kind. Pure: a caller prints or saves it. */
export type Format = (findings: readonly Finding[], facts: ReportFacts) => string;

/** Output formats by the name that `--format` takes. */
export const formats: Readonly<
  Record<"text" | "json" | "ndjson" | "github" | "sarif" | "junit" | "html", Format>
> = {
  text: textFormat,
  json: jsonFormat,
  ndjson: ndjsonFormat,
  github: githubFormat,
  sarif: sarifFormat,
  junit: junitFormat,
  html: htmlFormat,
};
