/** The shape of what `disclosure.json` says about changed numbers. */
import type { Altered } from "../publication.ts";
import { digest } from "./manifest.ts";
import { closed, list, oneOf, type Shape, text, whole } from "./shape.ts";

const decimal = text({ pattern: /^\d+(\.\d+)?$/, lengthMax: 40 });

const sentences = list(text(), 100);

const figures = closed({}, { expectedAbsolute: decimal, within95: whole(), atMost: whole() });

/** How the numbers of a table were changed. */
export const alteredShape: Shape<Altered> = closed(
  { kind: oneOf("round", "cell-key", "noise"), promises: sentences, limits: sentences },
  {
    base: whole(2),
    deviationMax: whole(1),
    variance: decimal,
    distribution: oneOf("gaussian", "laplace"),
    rho: decimal,
    budget: closed({ entries: whole(1), digest }),
    errors: list(closed({ of: text({ lengthMax: 400 }), num: figures, den: figures }), 10_000),
  },
);
