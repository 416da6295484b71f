import { readFileSync } from "node:fs";
import { InputError } from "@edufed/sdk";
import type { TrustList } from "../members/member.ts";
import { parseTrustList } from "../members/trust-list.ts";

/** Reads the members and their keys from a file. */
export function readTrustList(file: string): TrustList {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new InputError(
      `The trust list ${file} cannot be read.`,
      "Name the file with the members and their keys with --members.",
      { cause },
    );
  }
  return parseTrustList(text, file);
}
