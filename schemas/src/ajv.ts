import { createRequire } from "node:module";
import type * as Ajv from "ajv/dist/2020.js";

/** A new Ajv for draft 2020-12. Its code is loaded with the first one: most commands need none. */
export function newAjv(options: Ajv.Options): Ajv.Ajv2020 {
  const { Ajv2020 }: typeof Ajv = load("ajv/dist/2020.js");
  return new Ajv2020(options);
}

const load = createRequire(import.meta.url);

let shapes: Ajv.Ajv2020 | undefined;

/** The Ajv that holds values against shapes of ours, each compiled when a value first is. */
export function shapeAjv(): Ajv.Ajv2020 {
  shapes ??= newAjv({ allErrors: true });
  return shapes;
}
