import type { Language } from "../languages.ts";

/** The frame of the pages on crosswalks; what a crosswalk itself says is in English. */
export interface CrosswalkWords {
  readonly format: string;
  readonly edition: string;
  readonly source: string;
  readonly direction: string;
  readonly ofOurs: string;
  readonly ofTheirs: string;
  readonly carried: string;
  readonly noPlaceFor: string;
  readonly operations: string;
  readonly privacyClass: string;
  readonly conversion: string;
  readonly lost: string;
  readonly leftOut: string;
  readonly leftOutEverywhere: string;
  readonly concept: string;
}

/** The words in every language. */
export const crosswalkWords: Readonly<Record<Language, CrosswalkWords>> = {
  en: {
    format: "Format",
    edition: "Edition",
    source: "Source",
    direction: "Direction",
    ofOurs: "Of our properties",
    ofTheirs: "Of its terms",
    carried: "How much is carried",
    noPlaceFor: "No place for",
    operations: "Operations",
    privacyClass: "Privacy class",
    conversion: "Conversion",
    lost: "Lost",
    leftOut: "Left out",
    leftOutEverywhere: "Left out of every table",
    concept: "Concept",
  },
  fi: {
    format: "Muoto",
    edition: "Versio",
    source: "Lähde",
    direction: "Suunta",
    ofOurs: "Ominaisuuksistamme",
    ofTheirs: "Sen tiedoista",
    carried: "Kuinka paljon siirtyy",
    noPlaceFor: "Ei paikkaa",
    operations: "Käsittelyt",
    privacyClass: "Tietosuojaluokka",
    conversion: "Muunnos",
    lost: "Häviää",
    leftOut: "Jätetty pois",
    leftOutEverywhere: "Jätetty pois jokaisesta taulusta",
    concept: "Käsite",
  },
  sv: {
    format: "Format",
    edition: "Version",
    source: "Källa",
    direction: "Riktning",
    ofOurs: "Av våra egenskaper",
    ofTheirs: "Av dess uppgifter",
    carried: "Hur mycket som förs över",
    noPlaceFor: "Saknar plats för",
    operations: "Behandlingar",
    privacyClass: "Integritetsklass",
    conversion: "Omvandling",
    lost: "Går förlorat",
    leftOut: "Utelämnat",
    leftOutEverywhere: "Utelämnat ur varje tabell",
    concept: "Begrepp",
  },
  az: {
    format: "Format",
    edition: "Nəşr",
    source: "Mənbə",
    direction: "İstiqamət",
    ofOurs: "Bizim xüsusiyyətlərdən",
    ofTheirs: "Onun məlumatlarından",
    carried: "Nə qədəri ötürülür",
    noPlaceFor: "Yeri yoxdur",
    operations: "Əməliyyatlar",
    privacyClass: "Məxfilik sinfi",
    conversion: "Çevrilmə",
    lost: "İtirilir",
    leftOut: "Götürülməyib",
    leftOutEverywhere: "Heç bir cədvəldən götürülməyib",
    concept: "Anlayış",
  },
};
