import { type CheckSentences, coded, type KindWords, type Limited, type Subject } from "./table.ts";

/** What checks ask in Azerbaijani. Names of properties stand without endings, before a word that has them. */
export const azerbaijani: CheckSentences = {
  missing: ({ property }, entity) => `Hər ${entity} yazısında \`${property}\` xüsusiyyəti var.`,
  "wrong-type": ({ expected, ...about }, entity) =>
    `${each(about, entity)} ${kinds[expected]} kimi oxuna bilir.`,
  "unknown-code": ({ codes, ...about }, entity) =>
    codes.length === 1
      ? `${each(about, entity)} kod siyahısının yeganə kodudur.`
      : `${each(about, entity)} kod siyahısındakı ${codes.length} koddan biridir.`,
  "out-of-range": limitText,
  "wrong-length": limitText,
  "wrong-items": limitText,
  "wrong-format": ({ format, pattern, ...about }, entity) =>
    format === "pattern"
      ? `${each(about, entity)} bu ifadəyə uyğundur: \`${pattern}\`.`
      : `${each(about, entity)} ${formats[format]}.`,
  "unknown-property": (_, entity) =>
    `Heç bir ${entity} yazısında standartın və ya sizin genişlənmənizin təyin etmədiyi xüsusiyyət yoxdur.`,
  "duplicate-key": ({ properties }, entity) =>
    `İki ${entity} yazısının açarı eyni olmur: ${coded(properties)}.`,
  "unknown-reference": (facts, entity) =>
    `${each(facts, entity)} verilənlərdəki \`${facts.entity}\` yazısını göstərir.`,
};

/** The value of a property, or each item of a list; with the ending, what it has. */
function each({ property, isItem }: Subject, entity: string, ending: "" | "nin" = ""): string {
  const value = ending === "" ? "xüsusiyyətinin dəyəri" : "xüsusiyyətinin";
  const what = isItem === true ? `siyahısının hər elementi${ending}` : value;
  return `Hər ${entity} yazısında \`${property}\` ${what}`;
}

function limitText(facts: Limited, entity: string): string {
  if (facts.side === "unique") {
    return `Hər ${entity} yazısının \`${facts.property}\` siyahısında hər element bir dəfə göstərilir.`;
  }
  if (facts.side === "step") {
    return `${each(facts, entity)} bu ədədin mislidir: ${facts.limit}.`;
  }
  const most = facts.side === "minimum" ? "ən azı" : "ən çoxu";
  switch (facts.code) {
    case "out-of-range":
      return `${each(facts, entity)} ${most} ${facts.limit} olur.`;
    case "wrong-length":
      return `${each(facts, entity, "nin")} uzunluğu ${most} ${facts.limit} simvol olur.`;
    case "wrong-items":
      return `Hər ${entity} yazısının \`${facts.property}\` siyahısında ${most} ${facts.limit} element olur.`;
  }
}

const kinds: KindWords = {
  string: "mətn",
  code: "mətn",
  integer: "tam ədəd",
  number: "ədəd",
  boolean: "true və ya false",
  date: "gün",
  "date-time": "zaman anı",
  list: "elementləri düzgün növdən olan siyahı",
  object: "obyekt",
};

const formats: Readonly<Record<"date" | "date-time", string>> = {
  date: "İİİİ-AA-GG şəklində yazılmış gündür",
  "date-time": "2025-10-01T08:00:00Z şəklində yazılmış vaxtdır",
};
