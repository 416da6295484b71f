import { existsSync } from "node:fs";
import { join } from "node:path";
import { extend, loadExtension, RegistryError, type Registry } from "@edufed/schemas";
import { InputError } from "../errors.ts";
import type { Workspace } from "./workspace.ts";

/**
 * The standard with the properties of the member's own that its workspace names: what records are
 * read, checked and pseudonymised by. A broken extension is an error, never left out in silence.
 */
export function extendedBy(
  { config, configFile, folder }: Pick<Workspace, "config" | "configFile" | "folder">,
  registry: Registry,
): Registry {
  return (config.extensions ?? []).reduce((extended, written) => {
    const file = join(folder, written);
    if (!existsSync(file)) {
      throw new InputError(
        `${configFile} names the extension ${written}, and there is no such file.`,
        "Put it there, or take its name out of the configuration.",
      );
    }
    return withExtension(extended, file);
  }, registry);
}

function withExtension(registry: Registry, file: string): Registry {
  try {
    return extend(registry, loadExtension(file), file);
  } catch (cause) {
    if (!(cause instanceof RegistryError)) throw cause;
    const problems = cause.problems.map(({ pointer, message }) => `${pointer} ${message}`.trim());
    throw new InputError(`${file} cannot be used: ${problems.join("; ")}.`, remedy, { cause });
  }
}

const remedy = "Correct these places; the guide “Extend with local properties” shows a whole file.";
