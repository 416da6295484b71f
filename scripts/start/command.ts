import { run } from "../../sdk/src/cli/program.ts";

/** Runs an `edufed` command in a folder, as a user would; what it says is kept for when it fails. */
export async function edufed(folder: string, ...argv: readonly string[]): Promise<string> {
  const said: string[] = [];
  const code = await run(argv, {
    out: (text) => said.push(text),
    err: (text) => said.push(text),
    progress: () => undefined,
    style: (_format, text) => text,
    cwd: folder,
  });
  if (code === 0) return said.join("\n");
  throw new Error(`edufed ${argv.join(" ")} ended with ${code}:\n${said.join("\n")}`);
}
