import type { RuleSentences } from "./sentences.ts";

/** What rules check, in Finnish. */
export const finnish: RuleSentences = {
  and: "ja",
  record: ({ holds }) => `Jokainen tietue: ${holds}.`,
  related: ({ other, holds, taken }) =>
    `Jokainen tietue ja ${other}, jos niitä on täsmälleen yksi: ${holds}${taken}.`,
  some: ({ when, other, holds, taken }) =>
    `Jokaisella tietueella${when === undefined ? "" : `, jolle pätee ${when},`} on vähintään yksi ${other} ja jolle pätee ${holds}${taken}.`,
  noOverlap: ({ within, when, start, end }) =>
    `Tietueet, joilla on sama ${within}${when === undefined ? "" : ` ja joille pätee ${when}`}, eivät ole päällekkäin: jakso alkaa päivästä ${start} ja päättyy päivään ${end}, molemmat mukaan lukien.`,
  atMostOne: ({ within, when }) =>
    `On enintään yksi tietue, jolla on sama ${within}${when === undefined ? "" : ` ja jolle pätee ${when}`}.`,
  acyclic: ({ parent }) =>
    `Kun ominaisuutta ${parent} seurataan tietueesta toiseen, ei koskaan palata takaisin.`,
  other: (entity, links) => `${entity}-tietue, ${links.join(" ja ")}`,
  same: (names) => `jolla on sama ${names}`,
  whose: ({ theirs, own }) => `jonka ${theirs} on tämän ${own}`,
  taken: (pairs) =>
    `; tässä ${pairs.map(({ name, property }) => `${name} on toisen tietueen ${property}`).join(" ja ")}`,
};
