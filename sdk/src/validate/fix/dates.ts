import { quoteLiteral } from "../../engine/sql-text.ts";

const separated = "[0-9]{1,2}(\\.[0-9]{1,2}\\.|/[0-9]{1,2}/|-[0-9]{1,2}-)[0-9]{4}";
const parts = quoteLiteral("([0-9]+)[./-]([0-9]+)[./-]([0-9]+)");
const yearFirst = "[0-9]{4}(\\.[0-9]{1,2}\\.|/[0-9]{1,2}/|-[0-9]{1,2}-)[0-9]{1,2}";
/** A year of this range leaves one reading of eight digits: none of its halves is a month. */
const compact = "(19|20)[0-9]{6}";
/** A day that a program wrote as the moment at which it begins, without a time zone. */
const midnight = "(T| +)0?0:00(:00(\\.0+)?)?$";

/** SQL of the day alone, where a text is a day and its midnight. */
export function withoutMidnight(text: string): string {
  return `regexp_replace(${text}, ${quoteLiteral(midnight)}, '')`;
}

/**
 * SQL of what the days of one file say about their order. A day after the twelfth proves the order
 * for its separator; proof of both orders proves nothing.
 */
export const dayOrderColumns: readonly string[] = [
  `${withoutMidnight("plain")} AS day`,
  `regexp_full_match(day, ${quoteLiteral(separated)}) AS is_separated`,
  `CASE WHEN is_separated THEN regexp_extract(day, ${parts}, 1) END AS one_text`,
  `CASE WHEN is_separated THEN regexp_extract(day, ${parts}, 2) END AS two_text`,
  "CASE WHEN is_separated THEN regexp_extract(day, '[./-]') END AS mark",
  "TRY_CAST(one_text AS INTEGER) AS one",
  "TRY_CAST(two_text AS INTEGER) AS two",
  "coalesce(bool_or(one BETWEEN 13 AND 31 AND two BETWEEN 1 AND 12) OVER (PARTITION BY file, mark), FALSE) AS says_day_first",
  "coalesce(bool_or(two BETWEEN 13 AND 31 AND one BETWEEN 1 AND 12) OVER (PARTITION BY file, mark), FALSE) AS says_month_first",
];

/** SQL, over `dayOrderColumns`, of the day as ISO 8601 writes it, where the file has proven the order. */
export const orderedDay: string = [
  "CASE WHEN NOT is_separated THEN NULL",
  "WHEN says_day_first AND NOT bool_or(says_month_first) OVER (PARTITION BY file)",
  "  THEN right(day, 4) || '-' || lpad(two_text, 2, '0') || '-' || lpad(one_text, 2, '0')",
  "WHEN says_month_first AND NOT bool_or(says_day_first) OVER (PARTITION BY file)",
  "  THEN right(day, 4) || '-' || lpad(one_text, 2, '0') || '-' || lpad(two_text, 2, '0') END",
].join("\n");

/** SQL, over `dayOrderColumns`, of the day as ISO 8601 writes it, where the year comes first. */
export const yearFirstDay: string = [
  `CASE WHEN regexp_full_match(day, ${quoteLiteral(yearFirst)})`,
  `  THEN left(day, 4) || '-' || lpad(regexp_extract(day, ${parts}, 2), 2, '0') || '-' || lpad(regexp_extract(day, ${parts}, 3), 2, '0')`,
  `WHEN regexp_full_match(day, ${quoteLiteral(compact)})`,
  "  THEN day[1:4] || '-' || day[5:6] || '-' || day[7:8] END",
].join("\n");

const moment =
  "([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2})(:[0-9]{2}(?:\\.[0-9]{1,6})?)? ?(?:([Zz])|([+-][0-9]{2}):?([0-9]{2})?)";

/** SQL of a moment as ISO 8601 writes it. The offset must be there: nothing else tells the moment. */
export const wholeMoment: string = [
  `CASE WHEN regexp_full_match(plain, ${quoteLiteral(moment)}) THEN`,
  "  regexp_extract(plain, MOMENT, 1) || 'T' || regexp_extract(plain, MOMENT, 2)",
  "  || coalesce(nullif(regexp_extract(plain, MOMENT, 3), ''), ':00')",
  "  || CASE WHEN regexp_extract(plain, MOMENT, 4) <> '' THEN 'Z'",
  "     ELSE regexp_extract(plain, MOMENT, 5) || ':' || coalesce(nullif(regexp_extract(plain, MOMENT, 6), ''), '00') END",
  "END",
]
  .join("\n")
  .replaceAll("MOMENT", quoteLiteral(moment));
