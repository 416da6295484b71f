import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import type { UseCase } from "@edufed/schemas";
import { loadUseCase } from "@edufed/sdk/member";

/** Every use case of the repository, by id. */
export async function useCases(): Promise<readonly UseCase[]> {
  // The site is built from its own folder.
  const root = join(process.cwd(), "..", "use-cases");
  const folders = globSync("*/use-case.json", { cwd: root }).map((file) =>
    join(root, dirname(file)),
  );
  return Promise.all(folders.toSorted().map(loadUseCase));
}

/** One of the contract's answers, in words. */
export interface Answer {
  readonly id: string;
  readonly title: string;
  readonly items: readonly string[];
}

/** Titles of the answers a reader sees, in the order of the contract. */
const titles: Readonly<Record<string, string>> = {
  stakeholders: "Who is touched by it",
  outputs: "Who sees what",
  lawfulBasis: "On what grounds",
  aiActClass: "Is it artificial intelligence",
  fairness: "Fairness",
  reliability: "Reliability",
  transparency: "Transparency",
  privacy: "Privacy",
  accountability: "Accountability",
  inclusion: "Who is not in it",
  researchBasis: "What it rests on",
};

/** The ethics answers of a use case as titled lists of sentences. */
export function answersOf({ answers }: UseCase): readonly Answer[] {
  return Object.entries(titles).flatMap(([id, title]) => {
    const items = sentences(answers[id]);
    return items.length === 0 ? [] : [{ id, title, items }];
  });
}

/** The texts inside an answer; a group of named texts becomes one item each. */
function sentences(answer: unknown): readonly string[] {
  if (typeof answer === "string") return [answer];
  if (Array.isArray(answer)) return answer.map(joined);
  if (typeof answer !== "object" || answer === null) return [];
  return Object.entries(answer).flatMap(([name, inner]) =>
    Array.isArray(inner)
      ? inner.map((item) => `${capital(spaced(name))}: ${String(item)}`)
      : [`${capital(spaced(name))}: ${String(inner)}`],
  );
}

/** A record of short texts as one line: the group first, then what is said of it. */
function joined(item: unknown): string {
  if (typeof item !== "object" || item === null) return String(item);
  const [first, ...rest] = Object.values(item).map(String);
  return `${first ?? ""}: ${rest.join("; ")}`;
}

function spaced(name: string): string {
  return name.replaceAll(/(?<upper>[A-Z])/gu, (letter) => ` ${letter.toLowerCase()}`);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
