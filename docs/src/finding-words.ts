import type { Severity } from "@edufed/sdk";
import type { Language } from "./languages.ts";

/** Where a finding arises. */
export type FindingPlace = "files" | "records" | "between" | "imports";

/** What the page of findings says around their meanings. Texts in backticks are code. */
export interface FindingWords {
  readonly description: string;
  readonly lead: string;
  readonly places: Readonly<Record<FindingPlace, string>>;
  readonly severityName: string;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly or: string;
  readonly effect: string;
  /** Ends with the word that leads to the entities. */
  readonly rulesAreAt: string;
}

/** The words of the page of findings by language. */
export const findingWords: Readonly<Record<Language, FindingWords>> = {
  en: {
    description: "Everything that can be wrong with data, and what to do about it.",
    lead: "A finding is a fact about data. It has one of these codes, a place, and one sentence on what to do; never a person’s value. Codes are stable and are never used for anything else. Errors end `edufed validate` with 1, warnings and notes do not. The id of the single check, such as `student/birthYear/minimum`, stands beside the code.",
    places: {
      files: "Of a file",
      records: "Of one record",
      between: "Between records",
      imports: "Of an import",
    },
    severityName: "Severity",
    severity: { error: "error", warning: "warning", info: "note" },
    or: "or",
    effect: "Effect",
    rulesAreAt: "Rules across properties and records are listed with the entity they are about:",
  },
  fi: {
    description: "Kaikki, mikä tiedoissa voi olla vialla, ja mitä sille voi tehdä.",
    lead: "Havainto on tietoja koskeva tosiasia. Sillä on jokin näistä koodeista, paikka ja yksi lause siitä, mitä tehdä; ei koskaan kenenkään tietoa. Koodit ovat pysyviä, eikä niitä käytetä mihinkään muuhun. Virheiden vuoksi `edufed validate` päättyy koodiin 1, varoitusten ja huomautusten vuoksi ei. Koodin vieressä on yksittäisen tarkistuksen tunniste, kuten `student/birthYear/minimum`.",
    places: {
      files: "Tiedostosta",
      records: "Yhdestä tietueesta",
      between: "Tietueiden väliltä",
      imports: "Tuonnista",
    },
    severityName: "Vakavuus",
    severity: { error: "virhe", warning: "varoitus", info: "huomautus" },
    or: "tai",
    effect: "Seuraus",
    rulesAreAt: "Ominaisuuksien ja tietueiden väliset säännöt on lueteltu tietuetyypeittäin:",
  },
  sv: {
    description: "Allt som kan vara fel i data och vad man kan göra åt det.",
    lead: "Ett fynd är ett faktum om data. Det har en av dessa koder, en plats och en mening om vad man ska göra; aldrig en persons uppgifter. Koderna är bestående och används aldrig till något annat. Vid fel slutar `edufed validate` med 1, vid varningar och anmärkningar inte. Bredvid koden står den enskilda kontrollens id, till exempel `student/birthYear/minimum`.",
    places: {
      files: "Om en fil",
      records: "Om en post",
      between: "Mellan poster",
      imports: "Om en import",
    },
    severityName: "Allvarlighetsgrad",
    severity: { error: "fel", warning: "varning", info: "anmärkning" },
    or: "eller",
    effect: "Följd",
    rulesAreAt: "Regler mellan egenskaper och poster finns per posttyp:",
  },
  az: {
    description: "Verilənlərdə səhv ola biləcək hər şey və onun üçün nə etmək lazım olduğu.",
    lead: "Tapıntı verilənlər barədə faktdır. Onun bu kodlardan biri, yeri və nə etmək lazım olduğunu bildirən bir cümləsi var; heç vaxt kiminsə məlumatı olmur. Kodlar sabitdir və heç vaxt başqa məqsədlə işlədilmir. Səhv olduqda `edufed validate` 1 ilə bitir, xəbərdarlıq və qeyd olduqda isə yox. Kodun yanında ayrıca yoxlanışın adı durur, məsələn, `student/birthYear/minimum`.",
    places: {
      files: "Fayl barədə",
      records: "Bir yazı barədə",
      between: "Yazılar arasında",
      imports: "İdxal barədə",
    },
    severityName: "Ciddilik",
    severity: { error: "səhv", warning: "xəbərdarlıq", info: "qeyd" },
    or: "və ya",
    effect: "Nəticə",
    rulesAreAt: "Xüsusiyyətlər və yazılar arasındakı qaydalar yazı növləri üzrə sadalanır:",
  },
};
