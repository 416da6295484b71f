import type { Severity } from "../finding.ts";
import type { FindingLanguage } from "../finding-text.ts";

/** What `edufed rule` says around an explanation. */
export interface RuleWords {
  readonly severity: Readonly<Record<Severity, string>>;
  /** Between two severities. */
  readonly or: string;
  readonly checked: string;
  readonly why: string;
  readonly fix: string;
  readonly codes: string;
  readonly codesOf: (list: string) => string;
  readonly passes: string;
  readonly fails: string;
  readonly documented: string;
  /** What the examples of the suite, which are described in English, show in any other language. */
  readonly keeps: string;
  readonly breaks: string;
}

/** The words of `edufed rule` by language. */
export const ruleWords: Readonly<Record<FindingLanguage, RuleWords>> = {
  en: {
    severity: { error: "error", warning: "warning", info: "note" },
    or: "or",
    checked: "Checked",
    why: "Why",
    fix: "Fix",
    codes: "Codes",
    codesOf: (list) => `Codes of ${list}`,
    passes: "Passes",
    fails: "Fails",
    documented: "Documented",
    keeps: "What keeps it.",
    breaks: "What breaks it.",
  },
  fi: {
    severity: { error: "virhe", warning: "varoitus", info: "huomautus" },
    or: "tai",
    checked: "Mitä tarkistetaan",
    why: "Miksi",
    fix: "Mitä tehdä",
    codes: "Koodit",
    codesOf: (list) => `Koodit koodistossa ${list}`,
    passes: "Kelpaa",
    fails: "Ei kelpaa",
    documented: "Lisätietoja",
    keeps: "Tiedot ovat kunnossa.",
    breaks: "Tiedoissa on tämä virhe.",
  },
  sv: {
    severity: { error: "fel", warning: "varning", info: "anmärkning" },
    or: "eller",
    checked: "Vad som kontrolleras",
    why: "Varför",
    fix: "Åtgärd",
    codes: "Koder",
    codesOf: (list) => `Koder i kodlistan ${list}`,
    passes: "Godtas",
    fails: "Godtas inte",
    documented: "Läs mer",
    keeps: "Uppgifterna är i ordning.",
    breaks: "Uppgifterna har detta fel.",
  },
  az: {
    severity: { error: "səhv", warning: "xəbərdarlıq", info: "qeyd" },
    or: "və ya",
    checked: "Nə yoxlanılır",
    why: "Niyə",
    fix: "Nə etməli",
    codes: "Kodlar",
    codesOf: (list) => `${list} siyahısının kodları`,
    passes: "Keçir",
    fails: "Keçmir",
    documented: "Ətraflı",
    keeps: "Məlumat qaydasındadır.",
    breaks: "Məlumatda bu səhv var.",
  },
};
