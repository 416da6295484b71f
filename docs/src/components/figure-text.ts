import type { Language } from "../languages.ts";
import type { Words } from "../words.ts";
import type { ExplorerCell } from "./explorer-data.ts";

/**
 * Browsers claim to know Azerbaijani and write its numbers the English way; Italian writes them
 * with the same signs, so its rules stand in, on the server as in the browser.
 */
const numberLocale: Readonly<Record<Language, string>> = { en: "en", fi: "fi", sv: "sv", az: "it" };

/** A metric's value the way readers of a language write it; a share as a percentage. */
export function valueText(
  value: number,
  metric: { readonly unit: string; readonly decimals: number },
  language: Language,
): string {
  const isShare = metric.unit === "1";
  const digits = isShare ? Math.max(0, Math.min(metric.decimals - 2, 1)) : metric.decimals;
  return new Intl.NumberFormat(numberLocale[language], {
    style: isShare ? "percent" : "decimal",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** A whole number the way readers of a language write it. */
export function countText(count: number, language: Language): string {
  return new Intl.NumberFormat(numberLocale[language], { useGrouping: "always" }).format(count);
}

/** A share such as coverage, as a percentage without decimals. */
export function shareText(share: number, language: Language): string {
  return new Intl.NumberFormat(numberLocale[language], {
    style: "percent",
    maximumFractionDigits: 0,
  }).format(share);
}

/** `--09-15` as readers of a language write a day of every year; any other text stays as it is. */
export function dayText(text: string, language: Language): string {
  const [, month, day] = /^--(\d\d)-(\d\d)$/u.exec(text) ?? [];
  if (month === undefined || day === undefined) return text;
  if (language === "az") return `${Number(day)} ${azerbaijaniMonths[Number(month) - 1] ?? month}`;
  const locale = language === "en" ? "en-GB" : language;
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone: "UTC" }).format(
    new Date(`2024-${month}-${day}`),
  );
}

/**
 * What differs between texts such as `enrolled=enrolment students=attendance-record`: the names are
 * dropped, and so is what all of them say. Other texts stay as they are.
 */
export function apart(texts: readonly string[]): readonly string[] {
  if (texts.length < 2 || !texts.every((text) => /^\S+=\S+(?: \S+=\S+)*$/u.test(text)))
    return texts;
  const pairs = texts.map((text) => text.split(" "));
  return pairs.map((own) =>
    own
      .filter((pair) => !pairs.every((other) => other.includes(pair)))
      .map((pair) => pair.slice(pair.indexOf("=") + 1))
      .join(", "),
  );
}

/** Browsers do not know them. */
const azerbaijaniMonths: readonly string[] = [
  ...["yanvar", "fevral", "mart", "aprel", "may", "iyun"],
  ...["iyul", "avqust", "sentyabr", "oktyabr", "noyabr", "dekabr"],
];

/** Why a cell has no value. Never a number, never nothing. */
export function absenceText(cell: ExplorerCell | null, words: Words): string {
  const status = cell?.status;
  if (status === "Q") return words.withheld;
  if (status === "M") return words.nothingToDivide;
  return status === "L" ? words.tooLittle : words.noData;
}
