import type { MethodChoice } from "../../policy.ts";

/** How a table is protected, with what that kind of protection needs. */
export type Method =
  | { readonly kind: "suppress" }
  | { readonly kind: "round"; readonly base: number }
  | { readonly kind: "cell-key"; readonly deviationMax: number; readonly variance: string }
  | {
      readonly kind: "noise";
      readonly distribution: "gaussian" | "laplace";
      readonly rhoMax: string;
    };

/** Parameters of each kind of method: all of them are given, and no other. */
export const methodParameters: Readonly<
  Record<MethodChoice["kind"], readonly Exclude<keyof MethodChoice, "kind">[]>
> = {
  suppress: [],
  round: ["base"],
  "cell-key": ["deviationMax", "variance"],
  noise: ["distribution", "rhoMax"],
};

/**
 * The method of a policy that was checked, for a metric with this minimum of contributors. Rounding
 * shows no count between 0 and its base, so the base is that minimum at least.
 */
export function methodFor(choice: MethodChoice | undefined, contributorsMin: number): Method {
  const { kind, base, deviationMax, variance, distribution, rhoMax } = { ...none, ...choice };
  switch (kind) {
    case "suppress":
      return { kind };
    case "round":
      return { kind, base: Math.max(base, contributorsMin) };
    case "cell-key":
      return { kind, deviationMax, variance };
    case "noise":
      return { kind, distribution, rhoMax };
  }
}

/** What the parameters of other kinds of methods are: nothing that would protect. */
const none: Required<MethodChoice> = {
  kind: "suppress",
  base: 0,
  deviationMax: 0,
  variance: "0",
  distribution: "gaussian",
  rhoMax: "0",
};
