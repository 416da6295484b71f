import { ok } from "node:assert/strict";
import type { Registry } from "@edufed/schemas";
import { validators } from "../src/generated/validators.js";
import { validate } from "../src/validate-entity.ts";
import type { Contender, Work } from "./side-by-side.ts";
import { zodStudent } from "./student-peers.ts";

/** Enough that a clock can tell. */
const times = 200_000;

/**
 * One record after the other in process, where each stands alone as in a form or a request: ours,
 * which holds the record against the rules too, beside validators that do not.
 */
export function oneRecord(registry: Registry, record: object): Work {
  const zod = zodStudent(registry);
  return {
    title: "validate one student",
    size: `1 record, ${times.toLocaleString("en")} times`,
    contenders: [
      repeated("ours", () => validate("student", record).ok),
      {
        ...repeated("Ajv standalone, no rules", () => validators.student(record)),
        target: { role: "peer", timesFasterMin: 0.95 },
      },
      repeated("zod, no rules", () => zod.safeParse(record).success),
    ],
  };
}

function repeated(name: string, isValid: () => boolean): Contender {
  const run = (): Promise<void> => {
    let valid = 0;
    for (let time = 0; time < times; time += 1) if (isValid()) valid += 1;
    ok(valid === times, "the record must be valid");
    return Promise.resolve();
  };
  return { name, run };
}
