import { conformanceSuite, loadConformance, type Suite } from "@edufed/schemas";
import type { Vectors } from "../conformance/vectors.ts";
import { standard } from "./session.ts";

/** The suite that comes with this version of the standard, with its vectors. */
export function shippedSuite(): { readonly suite: Suite; readonly vectors: Vectors } {
  const vectors = loadConformance();
  return { suite: conformanceSuite(standard().version, vectors), vectors };
}
