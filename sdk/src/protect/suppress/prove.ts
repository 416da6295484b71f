import type { Highs } from "highs";
import type { Equations } from "../equations.ts";
import type { Claim } from "../exchange/certificate.ts";
import { certify } from "../exchange/certify.ts";
import type { Certified } from "../exchange/certify.ts";
import { checkCertificate } from "../exchange/check-certificate.ts";
import { renumber } from "../exchange/moves.ts";
import type { Programs } from "../exchange/programs.ts";
import { completed } from "./completion.ts";
import type { Place, View, Views } from "./view.ts";

/** What is proven about a choice of withheld cells. Confidential. */
export interface Proof {
  readonly view: View;
  /** What was searched, and what was found; null when the publications cannot be judged at all. */
  readonly found: { readonly claim: Claim; readonly certified: Certified } | null;
  /** Cells of the publications that are not proven to stay open. */
  readonly unproven: readonly Place[];
  /** Why nothing can be proven, in words; empty when something can. */
  readonly obstacles: readonly string[];
}

/** Proves choices of withheld cells one after the other, each with what was found for the one before. */
export interface Prover {
  /** `programsMax`: programs of single demands before the rest is left unproven; 0: walks alone. */
  readonly prove: (hidden: readonly Uint8Array[], programsMax?: number) => Proof;
}

/** The seed of every search: it decides where the search looks first and nothing else. */
const seed = 0x5eed;
/** Programs of single demands in one proof. */
const usualProgramsMax = 400;

/** Starts a prover over the views of some publications. */
export function openProver(views: Views, solvers: { highs: Highs; programs: Programs }): Prover {
  let before: { slots: Int32Array; certified: Certified } | null = null;
  return {
    prove(hidden, programsMax = usualProgramsMax) {
      const view = views.view(hidden);
      const point = view.isContradictory
        ? "contradictory"
        : completed(view.equations, view.truth, solvers.highs);
      if (typeof point === "string") return withoutPoint(view, point);
      const claim: Claim = { equations: view.equations, truth: point, demands: view.demands };
      const certified = certify(claim, {
        seed,
        ...(programsMax === 0 ? {} : { programs: solvers.programs, programsMax }),
        ...(before === null ? {} : { known: carriedOver(before, view) }),
      });
      if (!checkCertificate(claim, certified.certificate)) {
        throw new Error("A certificate does not hold what it claims.");
      }
      before = { slots: view.slots, certified };
      const unmet = unmetIn(view, certified.certificate.unproven);
      const unproven = [...unmet, ...view.exposed];
      return { view, found: { claim, certified }, unproven, obstacles: [] };
    },
  };
}

/** That nobody was seen in a cell of too little data is no secret. */
function unmetIn(view: View, unproven: Int32Array): readonly Place[] {
  const unmet = [...unproven].flatMap((at) => {
    const [cell, demand] = [view.cells[at], view.demands[at]];
    return cell === undefined || demand === undefined ? [] : [{ cell, unknown: demand.unknown }];
  });
  if (!unmet.some(({ cell }) => cell.mayBeZero)) return unmet.map(({ cell }) => cell);
  const zeros = certainZerosIn(view.equations);
  return unmet
    .filter(({ cell, unknown }) => !(cell.mayBeZero && zeros.has(unknown)))
    .map(({ cell }) => cell);
}

/** Unknowns of equations in which nothing is left for anybody. */
function certainZerosIn(equations: Equations): ReadonlySet<number> {
  const zeros = new Set<number>();
  for (let before = -1; before !== zeros.size;) {
    before = zeros.size;
    for (let equation = 0; equation < equations.totals.length; equation += 1) {
      if (equations.totals[equation] !== 0) continue;
      for (const unknown of leftForNobody(equations, equation, zeros)) zeros.add(unknown);
    }
  }
  return zeros;
}

/** The unknowns of an equation without a total that can only be 0, because all of them are on one side. */
function leftForNobody(
  { least, starts, unknowns, factors }: Equations,
  equation: number,
  zeros: ReadonlySet<number>,
): readonly number[] {
  const left: number[] = [];
  const signs = new Set<number>();
  for (let at = starts[equation] ?? 0; at < (starts[equation + 1] ?? 0); at += 1) {
    const unknown = unknowns[at] ?? -1;
    if (zeros.has(unknown)) continue;
    if (least[unknown] !== 0) return [];
    left.push(unknown);
    signs.add(Math.sign(factors[at] ?? 0));
  }
  return signs.size === 1 ? left : [];
}

function withoutPoint(view: View, why: "contradictory" | "too-hard"): Proof {
  const obstacle = {
    contradictory: "publications that show different numbers for the same cells",
    "too-hard": "earlier publications with more unknown numbers than can be worked out",
  }[why];
  return { view, found: null, unproven: [], obstacles: [obstacle] };
}

/** The exchanges of an earlier proof in the numbering of a new view. */
function carriedOver(
  { slots, certified }: { readonly slots: Int32Array; readonly certified: Certified },
  view: View,
): Certified["certificate"]["moves"] {
  const unknownOf = new Map<number, number>();
  view.slots.forEach((slot, unknown) => unknownOf.set(slot, unknown));
  const places = slots.map((slot) => unknownOf.get(slot) ?? -1);
  return renumber(certified.certificate.moves, places);
}
