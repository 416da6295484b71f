import { type CheckSentences, coded, type KindWords, type Limited, type Subject } from "./table.ts";

/** What checks ask in Finnish. Names of properties stand uninflected beside a word that bends. */
export const finnish: CheckSentences = {
  missing: ({ property }, entity) =>
    `Jokaisessa ${entity}-tietueessa on ominaisuus \`${property}\`.`,
  "wrong-type": ({ expected, ...about }, entity) =>
    `${each(about, entity, "n")} voi lukea tyyppinä ${kinds[expected]}.`,
  "unknown-code": ({ codes, ...about }, entity) =>
    codes.length === 1
      ? `${each(about, entity)} on sen koodiston ainoa koodi.`
      : `${each(about, entity)} on jokin sen koodiston ${codes.length} koodista.`,
  "out-of-range": limitText,
  "wrong-length": limitText,
  "wrong-items": limitText,
  "wrong-format": ({ format, pattern, ...about }, entity) =>
    `${each(about, entity)} ${format === "pattern" ? `vastaa lauseketta \`${pattern}\`` : formats[format]}.`,
  "unknown-property": (_, entity) =>
    `Missään ${entity}-tietueessa ei ole ominaisuutta, jota standardi tai oma laajennuksesi ei määrittele.`,
  "duplicate-key": ({ properties }, entity) =>
    `Kahdessa ${entity}-tietueessa ei ole samaa avainta: ${coded(properties)}.`,
  "unknown-reference": (facts, entity) =>
    `${each(facts, entity)} viittaa aineistossa olevaan \`${facts.entity}\`-tietueeseen.`,
};

/** The value of a property, or each item of a list, with the ending of its case. */
function each(
  { property, isItem }: Subject,
  entity: string,
  ending: "" | "n" | "ssa" = "",
): string {
  const item = { "": "jokainen kohta", n: "jokaisen kohdan", ssa: "jokaisessa kohdassa" }[ending];
  return isItem === true
    ? `Jokaisen ${entity}-tietueen luettelon \`${property}\` ${item}`
    : `Jokaisen ${entity}-tietueen ominaisuuden \`${property}\` arvo${ending}`;
}

function limitText(facts: Limited, entity: string): string {
  if (facts.side === "unique") {
    return `Jokaisen ${entity}-tietueen luettelossa \`${facts.property}\` on kukin kohta vain kerran.`;
  }
  if (facts.side === "step") {
    return `${each(facts, entity)} on luvun ${facts.limit} monikerta.`;
  }
  const most = facts.side === "minimum" ? "vähintään" : "enintään";
  switch (facts.code) {
    case "out-of-range":
      return `${each(facts, entity)} on ${most} ${facts.limit}.`;
    case "wrong-length":
      return `${each(facts, entity, "ssa")} on ${most} ${facts.limit} ${facts.limit === 1 ? "merkki" : "merkkiä"}.`;
    case "wrong-items":
      return `Jokaisen ${entity}-tietueen luettelossa \`${facts.property}\` on ${most} ${facts.limit} ${facts.limit === 1 ? "kohta" : "kohtaa"}.`;
  }
}

const kinds: KindWords = {
  string: "teksti",
  code: "teksti",
  integer: "kokonaisluku",
  number: "luku",
  boolean: "true tai false",
  date: "päivä",
  "date-time": "ajankohta",
  list: "luettelo, jonka kohdat ovat oikeaa tyyppiä",
  object: "objekti",
};

const formats: Readonly<Record<"date" | "date-time", string>> = {
  date: "on päivä muodossa VVVV-KK-PP",
  "date-time": "on ajankohta muodossa 2025-10-01T08:00:00Z",
};
