import type { RuleSentences } from "./sentences.ts";

/** What rules check, in Azerbaijani. Names stand without endings, before a word that has them. */
export const azerbaijani: RuleSentences = {
  and: "və",
  record: ({ holds }) => `Hər yazı: ${holds}.`,
  related: ({ other, holds, taken }) =>
    `Hər yazı və ${other}, belə yazı yalnız bir dənədirsə: ${holds}${taken}.`,
  some: ({ when, other, holds, taken }) =>
    `Hər yazı${when === undefined ? "" : ` (şərt: ${when})`} üçün ən azı bir ${other} var və onun üçün bu şərt ödənilir: ${holds}${taken}.`,
  noOverlap: ({ within, when, start, end }) =>
    `Eyni ${within} olan${when === undefined ? "" : ` və ${when} şərtini ödəyən`} yazılar ${start} günündən ${end} gününədək, hər iki gün daxil olmaqla, üst-üstə düşmür.`,
  atMostOne: ({ within, when }) =>
    `Eyni ${within} olan${when === undefined ? "" : ` və ${when} şərtini ödəyən`} ən çoxu bir yazı olur.`,
  acyclic: ({ parent }) =>
    `${parent} xüsusiyyəti üzrə yazıdan yazıya keçdikdə heç vaxt geri qayıdılmır.`,
  other: (entity, links) => `${links.join(" və ")} ${entity} yazısı`,
  same: (names) => `eyni ${names} olan`,
  whose: ({ theirs, own }) => `${theirs} xüsusiyyəti bu yazının ${own} xüsusiyyətinə bərabər olan`,
  taken: (pairs) =>
    `; burada ${pairs.map(({ name, property }) => `${name} digər yazının ${property} xüsusiyyətidir`).join(", ")}`,
};
