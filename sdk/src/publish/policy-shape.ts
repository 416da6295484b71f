/** The shape of a policy in `disclosure.json` and in a file of limits that somebody raises. */
import type { Policy } from "../publication.ts";
import { versionText } from "./manifest.ts";
import { closed, list, oneOf, type Shape, text, whole } from "./shape.ts";

const decimal = text({ pattern: /^\d+(\.\d+)?$/, lengthMax: 40 });

const percent: Shape<number> = whole(1, 100);

const dominance = closed({}, { n: whole(1), k: percent, p: whole(1) });

const cells = list(
  text({
    pattern: /^[A-Z][A-Z0-9_]*=[^,=\s]+(, [A-Z][A-Z0-9_]*=[^,=\s]+)*$/,
    lengthMax: 400,
  }),
  10_000,
);

const required = {
  id: text({ lengthMax: 100 }),
  version: versionText,
  contributorsMin: whole(1),
  contributorsMinSensitive: whole(1),
  homogeneityMax: whole(),
  intervalWidthMin: whole(),
  intervalShareMin: decimal,
};

const optional = {
  zeros: oneOf("eligible", "published"),
  complementMin: whole(),
  dominance,
  schoolsMin: whole(),
  scaleEndMin: decimal,
  sensitive: closed(
    {},
    {
      homogeneityMax: whole(),
      complementMin: whole(),
      dominance,
      schoolsMin: whole(),
      scaleEndMin: decimal,
    },
  ),
  method: closed(
    { kind: oneOf("suppress", "round", "cell-key", "noise") },
    {
      base: whole(2),
      deviationMax: whole(1),
      variance: decimal,
      distribution: oneOf("gaussian", "laplace"),
      rho: decimal,
      rhoMax: decimal,
    },
  ),
  costs: closed(
    {},
    {
      by: oneOf("count", "value", "log"),
      levelPrice: whole(1),
      mustPublish: cells,
      preferPublish: cells,
      stability: decimal,
    },
  ),
  changeMax: whole(),
};

/** A whole policy. */
export const policyShape: Shape<Policy> = closed(required, optional);

/** What somebody changes about a policy: any part of it. */
export const policyChangesShape: Shape<Partial<Policy>> = closed({}, { ...required, ...optional });

/** Every member that a policy can have. */
export const policyMembers: readonly string[] = Object.keys({ ...required, ...optional });
