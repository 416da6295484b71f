import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { UsageError } from "../errors.ts";
import { nearest } from "../import/nearest.ts";
import { loadUseCase } from "../notebook/use-case.ts";
import type { Purpose } from "../pseudonymise/pseudonymise.ts";
import { chooseOne } from "./options.ts";
import type { Shell } from "./shell.ts";

/** Folder below the present one in which use cases have their folders. */
const shelf = "use-cases";

/** The folder of a use case, by path or by its id in `use-cases/`; undefined when there is none. */
export function useCaseFolder(name: string, cwd: string): string | undefined {
  const places = [resolve(cwd, name), resolve(cwd, shelf, name)];
  return places.find((place) => existsSync(join(place, "use-case.json")));
}

/** The folder of a use case that must be there. */
export function requireUseCase(name: string, shell: Shell): string {
  shell.at(name);
  const folder = useCaseFolder(name, shell.cwd);
  if (folder !== undefined) return folder;
  const known = existsSync(join(shell.cwd, shelf)) ? readdirSync(join(shell.cwd, shelf)) : [];
  const useCases = known.filter((id) => useCaseFolder(id, shell.cwd) !== undefined);
  throw new UsageError(
    `There is no use case called “${name}” here.`,
    useCases.length === 0
      ? "Name the folder that holds its use-case.json."
      : chooseOne(nearest(name, useCases), useCases),
  );
}

/** A purpose by name: a use case brings the sensitive properties it has declared, any other name none. */
export async function purposeNamed(name: string, cwd: string): Promise<Purpose> {
  const folder = useCaseFolder(name, cwd);
  if (folder !== undefined) return purposeOf(await loadUseCase(folder));
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return { id: name, needs: new Set() };
  throw new UsageError(
    `“${name}” is neither a use case here nor a name for a purpose.`,
    "Use small letters, digits and hyphens, for example --purpose annual-statistics.",
  );
}

/** What a use case may use: the sensitive properties among its data needs. */
export function purposeOf(useCase: {
  readonly id: string;
  readonly dataNeeds: readonly { readonly entity: string; readonly property: string }[];
}): Purpose {
  const needs = new Set(useCase.dataNeeds.map(({ entity, property }) => `${entity}/${property}`));
  return { id: useCase.id, needs };
}
