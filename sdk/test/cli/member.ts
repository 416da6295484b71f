import { cpSync } from "node:fs";
import { join } from "node:path";
import { done, folder } from "./edufed.ts";

/** How many students the synthetic members of these tests have. */
const students = "120";

/**
 * A member in a folder of its own, at every station of the path at once: `records`, `cells.parquet`,
 * `draft` (unsigned) and `signed`. Nothing is published yet.
 */
export async function memberWithEverything(name: string): Promise<string> {
  const member = await newMember(name);
  const by = ["--by", "SEX", "--out", "cells.parquet"];
  await done(member, "metric", "run", "ATT_RATE", "--data", "records", ...by);
  await done(member, "protect", "cells.parquet", "--out", "draft");
  cpSync(join(member, "draft"), join(member, "signed"), { recursive: true });
  await done(member, "sign", "signed", "--role", "checker", "--key", "keys/checker.key");
  await done(member, "sign", "signed", "--role", "publisher", "--key", "keys/publisher.key");
  return member;
}

/** A member with a workspace and records. */
export async function newMember(name: string, id = "FI-HEL"): Promise<string> {
  const place = folder(name);
  const flags = ["--member", id, "--name", "Helsinki", "--contact", "data@example.org"];
  await done(place, "init", ".", ...flags, "--languages", "fi,sv,en");
  await done(place, "synth", "--member", "helsinki", "--students", students, "--out", "records");
  return place;
}
