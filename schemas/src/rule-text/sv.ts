import type { RuleSentences } from "./sentences.ts";

/** What rules check, in Swedish. */
export const swedish: RuleSentences = {
  and: "och",
  record: ({ holds }) => `Varje post: ${holds}.`,
  related: ({ other, holds, taken }) =>
    `Varje post och den ${other}, där det finns exakt en: ${holds}${taken}.`,
  some: ({ when, other, holds, taken }) =>
    `Varje post${when === undefined ? "" : ` som uppfyller ${when}`} har minst en ${other} och som uppfyller ${holds}${taken}.`,
  noOverlap: ({ within, when, start, end }) =>
    `Poster med samma ${within}${when === undefined ? "" : ` som uppfyller ${when}`} överlappar inte varandra från ${start} till ${end}, båda dagarna inräknade.`,
  atMostOne: ({ within, when }) =>
    `Det finns högst en post med samma ${within}${when === undefined ? "" : ` som uppfyller ${when}`}.`,
  acyclic: ({ parent }) =>
    `Om man följer ${parent} från post till post kommer man aldrig tillbaka.`,
  other: (entity, links) => `post av typen ${entity} ${links.join(" och ")}`,
  same: (names) => `som har samma ${names}`,
  whose: ({ theirs, own }) => `vars ${theirs} är dess ${own}`,
  taken: (pairs) =>
    `; här är ${pairs.map(({ name, property }) => `${name} den andra postens ${property}`).join(" och ")}`,
};
