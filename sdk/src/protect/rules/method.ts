import type { MethodChoice } from "../../policy.ts";

/** How a table is protected, with what that kind of protection needs. */
export type Method =
  | { readonly kind: "suppress" }
  | { readonly kind: "round"; readonly base: number }
  | { readonly kind: "cell-key"; readonly deviationMax: number; readonly variance: string }
  | {
      readonly kind: "noise";
      readonly distribution: "gaussian" | "laplace";
      /** What one table spends of `rhoMax`. */
      readonly rho: string;
      readonly rhoMax: string;
    };

/** Parameters of each kind of method: all of them are given, and no other. */
export const methodParameters: Readonly<
  Record<MethodChoice["kind"], readonly Exclude<keyof MethodChoice, "kind">[]>
> = {
  suppress: [],
  round: ["base"],
  "cell-key": ["deviationMax", "variance"],
  noise: ["distribution", "rho", "rhoMax"],
};

/** The method of a policy that was checked, for a metric for which rounding has this base at least. */
export function methodFor(choice: MethodChoice | undefined, baseMin: number): Method {
  const { kind, base, deviationMax, variance, distribution, rho, rhoMax } = { ...none, ...choice };
  switch (kind) {
    case "suppress":
      return { kind };
    case "round":
      return { kind, base: Math.max(base, baseMin) };
    case "cell-key":
      return { kind, deviationMax, variance };
    case "noise":
      return { kind, distribution, rho, rhoMax };
  }
}

/** What the parameters of other kinds of methods are: nothing that would protect. */
const none: Required<MethodChoice> = {
  kind: "suppress",
  base: 0,
  deviationMax: 0,
  variance: "0",
  distribution: "gaussian",
  rho: "0",
  rhoMax: "0",
};
