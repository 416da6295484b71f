/**
 * What an attacker can write down: whole-number unknowns and linear rules between them. Plain data;
 * no solver and no publication appears here.
 */

/** factor × unknown. */
export interface Term {
  readonly unknown: number;
  readonly factor: number;
}

/** least ≤ Σ terms ≤ most. An equation has both ends alike. */
export interface Rule {
  readonly terms: readonly Term[];
  readonly least: number;
  readonly most: number;
}

/** A whole-number form in the unknowns: a quantity somebody would like to know. */
export interface Form {
  readonly terms: readonly Term[];
  readonly constant: number;
}

export interface System {
  /** Least possible value of each unknown; its number is the unknown's index. */
  readonly lower: readonly number[];
  /** The value where it was published, null where it is withheld. */
  readonly known: readonly (number | null)[];
  readonly rules: readonly Rule[];
}

/** Part of a system that nothing withheld connects to the rest; unknowns are renumbered from 0. */
export interface Component {
  /** Index in the component → index in the system. */
  readonly unknowns: readonly number[];
  readonly lower: readonly number[];
  readonly rules: readonly Rule[];
}

/** A solved system: published values filled in, split into independent parts. */
export interface Reduced {
  readonly components: readonly Component[];
  /** Unknown of the system → its component and its place there; null when published. */
  readonly places: readonly (Place | null)[];
  /** True when published numbers break a rule by themselves. */
  readonly contradictory: boolean;
}

export interface Place {
  readonly component: number;
  readonly index: number;
}

/** Puts the published values into the rules and splits the rest into connected components. */
export function reduce(system: System): Reduced {
  const rules = system.rules.map((rule) => withoutKnown(rule, system.known));
  const contradictory = rules.some(
    (rule) => rule.terms.length === 0 && (rule.least > 0 || rule.most < 0),
  );
  const group = groups(system, rules);
  const places: (Place | null)[] = system.known.map(() => null);
  const members = new Map<number, { component: number; unknowns: number[] }>();
  system.known.forEach((value, unknown) => {
    if (value !== null) return;
    const root = group(unknown);
    const own = members.get(root) ?? { component: members.size, unknowns: [] };
    members.set(root, own);
    places[unknown] = { component: own.component, index: own.unknowns.push(unknown) - 1 };
  });
  const rulesOf = new Map<number, Rule[]>();
  for (const rule of rules) {
    const first = rule.terms[0];
    if (first === undefined) continue;
    const root = group(first.unknown);
    const list = rulesOf.get(root) ?? [];
    rulesOf.set(root, list);
    list.push({ ...rule, terms: rule.terms.map((term) => renumbered(term, places)) });
  }
  const components = [...members].map(([root, { unknowns }]) => ({
    unknowns,
    lower: unknowns.map((unknown) => system.lower[unknown] ?? 0),
    rules: rulesOf.get(root) ?? [],
  }));
  return { components, places, contradictory };
}

/** A form over the system's unknowns as a form over one component, the published part a constant. */
export function formIn(form: Form, system: System, places: readonly (Place | null)[]): Form {
  let { constant } = form;
  const terms: Term[] = [];
  for (const term of form.terms) {
    const value = system.known[term.unknown] ?? null;
    if (value === null) terms.push(renumbered(term, places));
    else constant += term.factor * value;
  }
  return { terms, constant };
}

/** The value of a form when the unknowns have these values. */
export function valueOf(form: Form, values: readonly number[]): number {
  return form.terms.reduce(
    (sum, term) => sum + term.factor * (values[term.unknown] ?? Number.NaN),
    form.constant,
  );
}

function withoutKnown(rule: Rule, known: readonly (number | null)[]): Rule {
  let shift = 0;
  const terms = rule.terms.filter((term) => {
    const value = known[term.unknown] ?? null;
    if (value === null) return true;
    shift += term.factor * value;
    return false;
  });
  return { terms, least: rule.least - shift, most: rule.most - shift };
}

function renumbered(term: Term, places: readonly (Place | null)[]): Term {
  return { unknown: places[term.unknown]?.index ?? -1, factor: term.factor };
}

/** Union-find over the unknowns that share a rule. */
function groups(system: System, rules: readonly Rule[]): (unknown: number) => number {
  const parent = system.lower.map((_, unknown) => unknown);
  const find = (unknown: number): number => {
    let root = unknown;
    for (let up = parent[root] ?? root; up !== root; up = parent[root] ?? root) {
      parent[root] = parent[up] ?? up;
      root = parent[root] ?? root;
    }
    return root;
  };
  for (const { terms } of rules) {
    const first = terms[0];
    if (first === undefined) continue;
    for (const term of terms) parent[find(term.unknown)] = find(first.unknown);
  }
  return find;
}
