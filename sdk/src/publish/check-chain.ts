import type { Trust } from "../sign/trust.ts";
import { checkOf, notChecked } from "./check.ts";
import type { Check } from "./check.ts";
import type { Manifest } from "./manifest.ts";

/** B06: sequence and previous digest follow the member's last publication. */
export function checkChain(manifest: Manifest, trust: Trust): Check {
  const problems = chainProblems(manifest, trust);
  if (problems.length === 0 && trust.previous === undefined && manifest.sequence > 1) {
    return notChecked(
      "B06",
      "The publication before this one was not given, so the chain cannot be followed.",
    );
  }
  return checkOf("B06", {
    fine: `Number ${manifest.sequence} of ${manifest.member}.`,
    remedy: "Draw the publication up again after the member's last one, with its id as previous.",
    problems,
  });
}

function chainProblems({ sequence, previous }: Manifest, trust: Trust): readonly string[] {
  if ((sequence === 1) !== (previous === null)) {
    return ["Only the first publication of a member has none before it."];
  }
  if (trust.previous === undefined) return [];
  const last = trust.previous ?? { sequence: 0, id: null };
  if (sequence !== last.sequence + 1)
    return [`Number ${sequence} does not follow number ${last.sequence}.`];
  return previous === last.id ? [] : ["It names another publication as the one before it."];
}
