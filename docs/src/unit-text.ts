import type { Language } from "./languages.ts";

/** What people call the units of metrics; any other unit is said as UCUM writes it. */
const names: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "1": {
    en: "share, shown as a percentage",
    fi: "osuus, näytetään prosentteina",
    sv: "andel, visas i procent",
    az: "pay, faizlə göstərilir",
  },
  "{student}/{teacher}": {
    en: "students per teacher",
    fi: "oppilasta opettajaa kohti",
    sv: "elever per lärare",
    az: "bir müəllimə düşən şagird",
  },
  "{score}": { en: "points", fi: "pistettä", sv: "poäng", az: "bal" },
};

/** A unit in words: `{student}/{teacher}` is students per teacher. */
export function unitText(unit: string, language: Language): string {
  return names[unit]?.[language] ?? unit.replaceAll(/[{}]/gu, "").replaceAll("/", " / ");
}
