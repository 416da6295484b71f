#!/usr/bin/env node
import { run } from "./program.ts";
import { processIo } from "./io.ts";

process.on("SIGINT", () => process.exit(130));
process.exitCode = await run(process.argv.slice(2), processIo());
