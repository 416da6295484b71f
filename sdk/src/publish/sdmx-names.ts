/** Words that the structure of every publication needs, in the languages of the standard. */
import type { LocalisedText } from "@edufed/schemas";

interface NamedCode {
  readonly code: string;
  readonly label: LocalisedText;
}

/** SDMX CL_OBS_STATUS 2.2, the codes of this profile. */
export const observationStatusCodes: readonly NamedCode[] = [
  {
    code: "A",
    label: { en: "Normal value", fi: "Normaali arvo", sv: "Normalt värde", az: "Normal qiymət" },
  },
  {
    code: "L",
    label: {
      en: "Missing value; data exist but were not collected",
      fi: "Puuttuva arvo; tietoa on mutta sitä ei ole kerätty",
      sv: "Värde saknas; uppgiften finns men har inte samlats in",
      az: "Qiymət yoxdur; məlumat var, lakin toplanmayıb",
    },
  },
  {
    code: "M",
    label: {
      en: "Missing value; data cannot exist",
      fi: "Puuttuva arvo; tietoa ei voi olla",
      sv: "Värde saknas; uppgiften kan inte finnas",
      az: "Qiymət yoxdur; məlumat mövcud ola bilməz",
    },
  },
  {
    code: "Q",
    label: {
      en: "Missing value; suppressed",
      fi: "Puuttuva arvo; suojattu",
      sv: "Värde saknas; skyddat",
      az: "Qiymət yoxdur; qorunub",
    },
  },
];

/** SDMX CL_CONF_STATUS, the codes of this profile. */
export const confidentialityCodes: readonly NamedCode[] = [
  {
    code: "C",
    label: { en: "Confidential", fi: "Luottamuksellinen", sv: "Konfidentiell", az: "Məxfi" },
  },
  { code: "F", label: { en: "Free", fi: "Julkinen", sv: "Offentlig", az: "Açıq" } },
];

/** Names of the columns that are not dimensions of a metric. */
export const conceptNames: Readonly<Record<string, LocalisedText>> = {
  REF_AREA: { en: "Reference area", fi: "Alue", sv: "Område", az: "Ərazi" },
  TIME_PERIOD: { en: "School year", fi: "Lukuvuosi", sv: "Läsår", az: "Tədris ili" },
  OBS_VALUE: { en: "Value", fi: "Arvo", sv: "Värde", az: "Qiymət" },
  OBS_STATUS: { en: "Status", fi: "Tila", sv: "Status", az: "Status" },
  CONF_STATUS: { en: "Confidentiality", fi: "Luottamuksellisuus", sv: "Sekretess", az: "Məxfilik" },
  NUM: { en: "Numerator", fi: "Osoittaja", sv: "Täljare", az: "Surət" },
  DEN: { en: "Denominator", fi: "Nimittäjä", sv: "Nämnare", az: "Məxrəc" },
  UNIT_MEASURE: { en: "Unit", fi: "Yksikkö", sv: "Enhet", az: "Ölçü vahidi" },
  REPORTING_YEAR_START_DAY: {
    en: "First day of the school year",
    fi: "Lukuvuoden ensimmäinen päivä",
    sv: "Läsårets första dag",
    az: "Tədris ilinin ilk günü",
  },
};

/** Name of the code that stands for everything. */
export const totalName: LocalisedText = { en: "Total", fi: "Yhteensä", sv: "Totalt", az: "Cəmi" };

/** Name of the code of records that do not say. */
export const unknownName: LocalisedText = {
  en: "Not stated",
  fi: "Ei tiedossa",
  sv: "Uppgift saknas",
  az: "Göstərilməyib",
};
