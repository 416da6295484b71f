import type { RuleSentences } from "./sentences.ts";

/** What rules check, in English. */
export const english: RuleSentences = {
  and: "and",
  record: ({ holds }) => `Each record: ${holds}.`,
  related: ({ other, holds, taken }) =>
    `Each record and the one ${other}, where there is exactly one: ${holds}${taken}.`,
  some: ({ when, other, holds, taken }) =>
    `Each record${when === undefined ? "" : ` for which ${when}`} has at least one ${other}, for which ${holds}${taken}.`,
  noOverlap: ({ within, when, start, end }) =>
    `Records with the same ${within}${when === undefined ? "" : ` for which ${when}`} do not overlap from ${start} to ${end}, both included.`,
  atMostOne: ({ within, when }) =>
    `There is at most one record with the same ${within}${when === undefined ? "" : ` for which ${when}`}.`,
  acyclic: ({ parent }) => `Following ${parent} from record to record never leads back.`,
  other: (entity, links) => `${entity} record ${links.join(" and ")}`,
  same: (names) => `with the same ${names}`,
  whose: ({ theirs, own }) => `whose ${theirs} is its ${own}`,
  taken: (pairs) =>
    `; here ${pairs.map(({ name, property }) => `${name} is the other record's ${property}`).join(", and ")}`,
};
