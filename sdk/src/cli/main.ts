#!/usr/bin/env node
import { exitCode, type ExitCode } from "../errors.ts";
import { removeUnfinished } from "../workspace/unfinished.ts";
import { processIo } from "./io.ts";
import { run } from "./program.ts";
import { isTooOld, oldestNode } from "./runtime.ts";

/** How long an interrupted command may take to tidy up after itself. */
const tidyMs = 2000;

const interrupt = new AbortController();
const io = processIo(interrupt.signal);

// What a library will do otherwise one day is for its developers; an operator can do nothing about it.
process.noDeprecation = true;

let isLost = false;
process.stdout.on("error", lost);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
const code = isTooOld(process.versions.node) ? refuse() : await run(process.argv.slice(2), io);
if (code === exitCode.interrupted) die();
process.exitCode = isLost ? exitCode.usage : code;

/** Before a command is loaded, which would fail over the first function that this Node lacks. */
function refuse(): ExitCode {
  io.err(`error: EduFed needs Node ${oldestNode} or newer; this is ${process.versions.node}.`);
  io.err("  Install a newer Node from https://nodejs.org and run the command again.");
  return exitCode.usage;
}

/** A reader that stops reading, as `head` does, is no mistake; a full disk is. */
function lost(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE" || isLost) return;
  isLost = true;
  process.exitCode = exitCode.usage;
  io.err(`error: The result could not be written: ${error.code ?? "the system refused"}.`);
  io.err("  Send the output elsewhere, or make room, and run the command again.");
}

function stop(): void {
  if (interrupt.signal.aborted) die();
  interrupt.abort();
  setTimeout(die, tidyMs).unref();
}

/**
 * Ends as an interrupted program does, by the signal itself, which a shell shows as 130. An engine
 * that is still at work would hold up an ordinary exit until it is done.
 */
function die(): void {
  io.progress("");
  removeUnfinished();
  process.removeAllListeners("SIGINT");
  process.kill(process.pid, "SIGINT");
}
