import type { Entity, Property, Registry, ValueType } from "../model.ts";
import type { Problem } from "../registry-error.ts";
import { unless, within, type Place } from "./place.ts";
import { descriptionProblems } from "./text.ts";

/**
 * Names that have no place in the core: free text about persons cannot be classified, ethnicity and
 * religion are a member's extension at most, and nobody is scored, ranked, sorted into a type or
 * foretold.
 */
const forbiddenNames: ReadonlySet<string> = new Set([
  "note",
  "notes",
  "comment",
  "comments",
  "remark",
  "remarks",
  "freeText",
  "ethnicity",
  "race",
  "religion",
  "riskScore",
  "riskLevel",
  "riskBand",
  "rank",
  "ranking",
  "percentile",
  "cluster",
  "profileType",
  "learningStyle",
  "prediction",
  "emotion",
]);

/** What holds for leaves and containers alike. */
export function propertyProblems(property: Property, place: Place): readonly Problem[] {
  return [
    ...unless(
      !forbiddenNames.has(property.name),
      place,
      `${property.name} is not part of the core`,
    ),
    ...descriptionProblems(property.description, within(place, "description")),
  ];
}

/** A leaf and what it is looked at with. */
export interface LeafContext {
  readonly entity: Entity;
  /** The properties of the object it stands in. */
  readonly siblings: readonly Property[];
  readonly registry: Registry;
  readonly place: Place;
}

/** What holds for a scalar, a list of scalars or one language of a text. */
export function leafProblems(leaf: Property, context: LeafContext): readonly Problem[] {
  const { place } = context;
  return [
    ...unless(leaf.examples.length > 0, within(place, "examples"), "must have an example"),
    ...unitProblems(leaf, within(place, "x-unit")),
    ...privacyProblems(leaf, place),
    ...referenceProblems(leaf, context),
    ...generaliseProblems(leaf, context),
    ...patternProblems(scalarOf(leaf.type), within(place, "pattern")),
  ];
}

/** A number is a quantity; a whole number is one when it is added up. Nothing else has a unit. */
function unitProblems(leaf: Property, place: Place): readonly Problem[] {
  const { kind } = scalarOf(leaf.type);
  const isQuantity = kind === "number" || (kind === "integer" && leaf.aggregation === "measure");
  const mayHaveUnit = kind === "number" || kind === "integer";
  return [
    ...unless(!isQuantity || leaf.unit !== undefined, place, "a quantity must have its UCUM unit"),
    ...unless(mayHaveUnit || leaf.unit === undefined, place, "only a number can have a unit"),
    ...unless(!/^(?:%|percent)$/u.test(leaf.unit ?? ""), place, "a share has the unit 1"),
  ];
}

function privacyProblems(leaf: Property, place: Place): readonly Problem[] {
  const { privacy, aggregation, privacyBasis } = leaf;
  const inTables = aggregation === "dimension" || aggregation === "measure";
  return [
    ...unless(
      privacy !== "direct" || aggregation === "never",
      within(place, "x-aggregation"),
      "a direct identifier never takes part in a table",
    ),
    ...unless(
      privacy !== "pseudonym" || !inTables,
      within(place, "x-aggregation"),
      "a pseudonymous key joins records and is neither shown nor counted in a table",
    ),
    ...unless(
      privacy !== "sensitive" || privacyBasis.length > 0,
      within(place, "x-privacy-basis"),
      "a sensitive property must say why it is sensitive",
    ),
  ];
}

/**
 * A reference leads to an entity, and tells as much about a person as the key it repeats. In a record
 * about a person it may tell more: which school there is tells nothing, which school a student is in does.
 */
function referenceProblems(leaf: Property, { registry, place }: LeafContext): readonly Problem[] {
  if (leaf.references === undefined) return [];
  const target = registry.entities.get(leaf.references);
  const at = within(place, "x-references");
  if (target === undefined) return [{ ...at, message: `there is no entity ${leaf.references}` }];
  const key = target.properties.find(({ name }) => name === target.key[0]);
  return [
    ...unless(target.key.length === 1, at, `${target.name} has no single key to refer to`),
    ...unless(
      key === undefined ||
        key.privacy === leaf.privacy ||
        (key.privacy === "ordinary" && leaf.privacy === "quasi"),
      within(place, "x-privacy"),
      `must be ${key?.privacy}, as the key of ${target.name} is`,
    ),
  ];
}

/** A coarser value goes to a property of its own kind, which exists and may leave the member. */
function generaliseProblems(leaf: Property, { siblings, place }: LeafContext): readonly Problem[] {
  if (leaf.generalise === undefined) return [];
  const { method, to } = leaf.generalise;
  const at = within(place, "x-generalise");
  switch (method) {
    case "drop":
      return unless(to === undefined, at, "what is left out goes to no other property");
    case "year": {
      const target = siblings.find(({ name }) => name === to);
      return [
        ...unless(leaf.type.kind === "date", at, "only a date has a year"),
        ...unless(
          target?.type.kind === "integer",
          within(at, "to"),
          `must name a whole-number property beside it${to === undefined ? "" : `; ${to} is none`}`,
        ),
      ];
    }
  }
}

/** Every engine must understand a pattern, and it speaks about the whole value. */
function patternProblems(type: ValueType, place: Place): readonly Problem[] {
  if (type.kind !== "string" || type.pattern === undefined) return [];
  const { pattern } = type;
  return [
    ...unless(/^\^.*\$$/su.test(pattern), place, "must describe the whole value, from ^ to $"),
    ...unless(
      !/\(\?[=!<]|\\[1-9bBpPk]/u.test(pattern),
      place,
      "must do without look-around, back references and Unicode classes, which engines lack",
    ),
  ];
}

function scalarOf(type: ValueType): ValueType {
  return type.kind === "list" ? type.item : type;
}
