/**
 * What the code that reads a release relies on, as JSON Schema. It asks for less than the
 * meta-schemas of today, so that a release of an earlier version can always be read.
 */

const text = { type: "string", minLength: 1 } as const;
const version = { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+$" } as const;
const texts = { type: "array", items: text } as const;
const localised = {
  type: "object",
  required: ["en"],
  additionalProperties: { type: "string" },
} as const;
const count = { type: "integer", minimum: 0 } as const;
const objectOfText = { type: "object", additionalProperties: { type: "string" } } as const;

function object(
  required: Readonly<Record<string, object>>,
  optional: Readonly<Record<string, object>> = {},
): object {
  return {
    type: "object",
    required: Object.keys(required),
    properties: { ...required, ...optional },
  };
}

function named(values: object): object {
  return { type: "object", additionalProperties: values };
}

function listOf(values: object): object {
  return { type: "array", items: values };
}

const deprecation = object({ since: version, reason: text, removal: version });

const schemaObject = object({ type: { const: "object" }, properties: named({ type: "object" }) });

const entity = object(
  { type: { const: "object" }, properties: named({ type: "object" }), "x-key": texts },
  { required: texts, "x-deprecated": deprecation },
);

const code = object(
  { code: text, label: localised },
  {
    definition: text,
    parent: text,
    deprecated: deprecation,
    mappings: listOf(object({ list: text, code: text, relation: text })),
  },
);

const codeList = object(
  {
    ...{ id: text, version, title: localised, description: text, source: text },
    maintenance: { enum: ["closed", "open", "external"] },
    codes: listOf(code),
  },
  { unknownCodes: { const: "keep" } },
);

const dimension = object({
  ...{ id: text, title: localised, description: text, map: objectOfText },
  ...{ unknown: text, total: text, family: text, from: named({ type: "object" }) },
});

const rule = object(
  {
    ...{ id: text, entity: text, severity: { enum: ["error", "warning"] }, property: text },
    ...{ message: localised, why: text, fix: localised, check: object({ kind: text }) },
  },
  { whyIn: objectOfText },
);

const lookup = object(
  { entity: text, on: objectOfText, columns: objectOfText },
  { where: text, period: text, orderBy: text },
);

const source = object(
  { entity: text, contributor: { anyOf: [text, texts] }, orderBy: text, measures: objectOfText },
  { where: text, period: text, lookups: listOf(lookup), persons: text },
);

const plainTerm = object({ population: text, value: text });
const term = object({ population: text, value: text }, { plus: listOf(plainTerm) });

const tiers = object({
  ...{ dimension: text, title: localised },
  codes: listOf(object({ code: text, title: localised, when: text })),
});

const derivation = object(
  { metric: text, across: text },
  { first: text, second: text, deviation: text, repetition: text },
);

/** What a metric that is counted from records says besides. */
const counted = {
  ...{ denominatorScale: { type: "integer" }, coverageMin: text, numerator: term },
  ...{ denominator: term },
  populations: named(object({ title: localised, sources: listOf(source) }, { include: text })),
};

const metric = {
  ...object(
    {
      ...{ id: text, version, domain: text, title: localised, question: localised },
      ...{ definition: localised, unit: text, kind: text },
      ...{ contributor: text, sensitive: { type: "boolean" }, missingRule: text },
      parameters: listOf(object({ id: text, description: text, type: text }, { default: {} })),
      ...{ dimensions: texts, decimals: count, direction: text, cautions: listOf(localised) },
      ...{ sources: texts, aliases: texts },
    },
    { ...counted, derivation, tiers, expected: text, weight: text, quantile: text },
  ),
  anyOf: [{ required: Object.keys(counted) }, { required: ["derivation"] }],
};

const crosswalk = object(
  {
    id: text,
    tables: named(object({ records: named(object({ properties: named({ type: "object" }) })) })),
  },
  { operations: named(object({ classes: texts })) },
);

const decimal = { type: "string", pattern: "^\\d+(\\.\\d+)?$" };

const dominance = { ...object({}, { n: count, k: count, p: count }), additionalProperties: false };

/** What sensitive metrics may be held to more strictly. */
const cellLimits = {
  ...{ homogeneityMax: count, complementMin: count, dominance, schoolsMin: count },
  scaleEndMin: decimal,
};

const policy = object(
  {
    ...{ id: text, version, contributorsMin: count, contributorsMinSensitive: count },
    ...{ homogeneityMax: count, intervalWidthMin: count, intervalShareMin: decimal },
  },
  {
    ...cellLimits,
    zeros: { enum: ["eligible", "published"] },
    sensitive: { ...object({}, cellLimits), additionalProperties: false },
  },
);

const pseudonym = object({
  ...{ version, description: text, function: text, secretBytes: count, domain: texts },
  ...{ domainLabel: text, keyIdLabel: text, keyIdHexDigits: count, pseudonymHexDigits: count },
});

/** Shape of policy.json, which is closed: a misspelt limit limits nothing. */
export const policyShape: object = { ...policy, additionalProperties: false };

/** Shape of pseudonym.json, closed for the same reason. */
export const pseudonymShape: object = { ...pseudonym, additionalProperties: false };

/** Shape of a release. */
export const releaseShape: object = {
  ...object({
    version,
    entities: named(entity),
    codeLists: named(codeList),
    dimensions: named(dimension),
    rules: named(rule),
    metrics: named(metric),
    crosswalks: named(crosswalk),
    exchange: named(schemaObject),
    policy,
    pseudonym,
  }),
};
