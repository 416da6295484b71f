import { globSync, readFileSync } from "node:fs";
import type { Entity } from "@edufed/schemas";
import { type Draw, drawing } from "./draw.ts";
import { edgeValues, schemaOf } from "./values.ts";

const folder = new URL("../../../schemas/conformance/entities/", import.meta.url).pathname;

/** A record as JSON text by property, so that each value keeps the way in which it is written. */
type Members = ReadonlyMap<string, string>;

/** What the cases of an entity are made from. */
export interface Material {
  readonly entity: Entity;
  readonly bases: readonly Members[];
  /** Each breaks one thing, of the rules too. */
  readonly broken: readonly Members[];
  readonly edges: readonly (readonly [property: string, value: string])[];
}

/** The records of an entity's conformance files, and the values at the edges of its properties. */
export function materialOf(entity: Entity): Material {
  const schemas = schemaOf(entity.schema["properties"]);
  const edges = entity.properties.flatMap((property) =>
    edgeValues(property, schemaOf(schemas[property.name])).map(
      (value) => [property.name, value] as const,
    ),
  );
  return { entity, bases: records(entity, "valid"), broken: records(entity, "invalid"), edges };
}

/**
 * The records of the conformance files, and one change at a time in a valid one: every property left out, every property with every value
 * at its edges, and names that no property has. Lines of NDJSON.
 */
export function edgeCases(
  { entity, bases, broken, edges }: Material,
  seed: number,
): readonly string[] {
  const draw = drawing(seed);
  const withouts = bases.flatMap((base) =>
    entity.properties.map(({ name }) => without(base, name)),
  );
  const each = edges.map(([name, value]) => withMember(draw.pick(bases), name, value));
  const pairs = bases.flatMap((base) =>
    (together[entity.name] ?? []).map((changes) => new Map([...base, ...changes])),
  );
  const named = strangeNames.map((name) => withMember(draw.pick(bases), name, "1"));
  return [...bases, ...broken, ...withouts, ...each, ...pairs, ...named].map(line);
}

/** Several changes at once in a valid record, as the seed says. Lines of NDJSON. */
export function drawnCases(material: Material, count: number, seed: number): readonly string[] {
  const draw = drawing(seed);
  return Array.from({ length: Math.max(0, count) }, () => line(drawn(draw, material)));
}

/** Changes that belong together, without which a rule is seldom broken. */
const together: Readonly<Record<string, readonly (readonly (readonly [string, string])[])[]>> = {
  enrolment: [
    [
      ["entryType", '"repeating"'],
      ["repeating", "false"],
    ],
  ],
  "learning-objective": [
    [
      ["id", '"urn:example:objective:itself"'],
      ["prerequisiteIds", '["urn:example:objective:itself"]'],
    ],
  ],
  "section-membership": [
    [
      ["role", '"student"'],
      ["primary", "true"],
    ],
  ],
  "school-profile": [
    [
      ["electricity", "false"],
      ["computersForTeaching", "true"],
    ],
  ],
};

/** Names that no property has. */
const strangeNames = [
  "ID",
  "unknown",
  "with space",
  "ä",
  "a.b",
  "a/b~c",
  "",
  "__proto__",
  "toString",
  "$schema",
  "$id",
  "x'y",
  'x"y',
];

/** A valid record with up to five properties changed: left out, at an edge, or as another record has them. */
function drawn(draw: Draw, { entity, bases, broken, edges }: Material): Members {
  let members = draw.pick(draw.below(4) === 0 ? broken : bases);
  for (let left = draw.below(6); left > 0; left -= 1) {
    const kind = draw.below(5);
    const { name } = draw.pick(entity.properties);
    const other = draw.pick([...bases, ...broken]).get(name);
    if (kind === 0) members = without(members, name);
    else if (kind === 1 && other !== undefined) members = withMember(members, name, other);
    else members = withMember(members, ...draw.pick(edges));
  }
  return members;
}

function records(entity: Entity, folderName: "valid" | "invalid"): readonly Members[] {
  const paths = globSync(`${entity.name}/${folderName}/*.json`, { cwd: folder }).toSorted();
  return paths.map((path) => {
    const { record } = JSON.parse(readFileSync(folder + path, "utf8"));
    return new Map(
      Object.entries(schemaOf(record)).map(([name, value]) => [name, JSON.stringify(value)]),
    );
  });
}

function withMember(members: Members, name: string, value: string): Members {
  return new Map([...members, [name, value]]);
}

function without(members: Members, name: string): Members {
  return new Map([...members].filter(([other]) => other !== name));
}

function line(members: Members): string {
  return `{${[...members].map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
}
