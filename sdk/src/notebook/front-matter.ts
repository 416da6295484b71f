import { LineCounter, parseDocument } from "yaml";
import { broken } from "./notebook.ts";
import type { FrontMatter, Language } from "./notebook.ts";

/** Reads the lines between the two `---` of a notebook. */
export function readFrontMatter(text: string, file: string): FrontMatter {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lineCounter.linePos(error.pos[0]);
    throw broken({
      file,
      line: line + 1,
      problem: "the front matter is not YAML.",
      remedy: "Write one `name: value` a line; put a value with a colon in quotes.",
      cause: error,
    });
  }
  const fields: unknown = document.toJS();
  return checkedFrontMatter(isRecord(fields) ? fields : {}, file);
}

function checkedFrontMatter(fields: Readonly<Record<string, unknown>>, file: string): FrontMatter {
  const { id, title, language = "en", metrics = [], ...others } = fields;
  const fail = (problem: string, remedy: string) => broken({ file, line: 1, problem, remedy });
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw fail(`the front matter has an unknown field “${unknown}”.`, `Remove “${unknown}”.`);
  if (typeof id !== "string" || typeof title !== "string")
    throw fail("the front matter lacks an id or a title.", "Write both `id:` and `title:`.");
  if (!isLanguage(language))
    throw fail("the language is not one of en, fi, sv, az.", "Write `language: en`.");
  if (!isListOfText(metrics))
    throw fail("`metrics` is not a list.", "Write `metrics: [ATT_RATE, ATT_CHRONIC]`.");
  return { id, title, language, metrics };
}

const languages: ReadonlySet<string> = new Set(["en", "fi", "sv", "az"]);

function isLanguage(value: unknown): value is Language {
  return typeof value === "string" && languages.has(value);
}

function isListOfText(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
