import { ok } from "node:assert/strict";
import { formats, type Registry } from "@edufed/schemas";
import { Ajv2020 } from "ajv/dist/2020.js";
import { validators } from "../src/generated/validators.js";
import { validate } from "../src/validate-entity.ts";
import type { Contender, Work } from "./side-by-side.ts";
import { zodStudent } from "./student-peers.ts";

/** Enough that a clock can tell. */
const times = 200_000;

/**
 * One record after the other in process, where each stands alone as in a form or a request: ours,
 * which holds the record against the schema and the rules and returns a result, beside Ajv's code for
 * the same schema, which checks no rule, and beside our own code for the schema, which shows what
 * the rules and the result cost.
 */
export function oneRecord(registry: Registry, record: object): Work {
  const zod = zodStudent(registry);
  const ajv = ajvStudent(registry);
  return {
    title: "validate one student",
    size: `1 record, ${times.toLocaleString("en")} times`,
    contenders: [
      repeated("ours", () => validate("student", record).ok),
      {
        ...repeated("Ajv, schema without rules", () => ajv(record)),
        target: { role: "peer", timesFasterMin: 0.95 },
      },
      repeated("our schema without rules", () => validators.student(record)),
      repeated("zod, schema without rules", () => zod.safeParse(record).success),
    ],
  };
}

/** Ajv's own code for the student, which its standalone mode writes to a file as it is. */
function ajvStudent(registry: Registry): (record: object) => boolean {
  const schema = registry.entities.get("student")?.schema;
  ok(schema !== undefined, "the standard must have a student");
  const validator = new Ajv2020({ strict: false, formats }).compile(schema);
  return (record) => validator(record);
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
