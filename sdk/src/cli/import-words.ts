import type { FindingLanguage } from "../finding-text.ts";
import type { FileReport } from "../import/importer.ts";

/** What `edufed import` says of an export, in one language. */
export interface ImportWords {
  /** What became of the rows of a file; what there was none of is not named. */
  readonly counts: (report: FileReport) => string;
  readonly rejected: (count: number) => string;
  readonly notRead: (file: string) => string;
  readonly written: (folder: string) => string;
}

/** Counts with their words; those that are left out when they are 0 stand last. */
function counted(
  { read, written, superseded, duplicates }: FileReport,
  say: (what: "read" | "written" | "superseded" | "duplicates", count: number) => string,
): string {
  return [
    say("read", read),
    say("written", written),
    ...(superseded === 0 ? [] : [say("superseded", superseded)]),
    ...(duplicates === 0 ? [] : [say("duplicates", duplicates)]),
  ].join(", ");
}

const finnish = {
  read: "rivejä luettu",
  written: "kirjoitettu",
  superseded: "korvattu uudemmalla",
  duplicates: "kaksoiskappaleita",
} as const;

const swedish = {
  read: "lästa rader",
  written: "skrivna",
  superseded: "ersatta av nyare",
  duplicates: "dubbletter",
} as const;

const azerbaijani = {
  read: "oxunmuş sətirlər",
  written: "yazılmış",
  superseded: "yenisi ilə əvəz olunmuş",
  duplicates: "təkrar",
} as const;

/** The words of `edufed import` by language. */
export const importWords: Readonly<Record<FindingLanguage, ImportWords>> = {
  en: {
    counts: (report) =>
      counted(report, (what, count) => `${count} ${what === "read" ? "rows read" : what}`),
    rejected: (count) => `${count} rejected`,
    notRead: (file) => `${file}: not read, it is not part of the format`,
    written: (folder) => `Records and import-report.json are in ${folder}.`,
  },
  fi: {
    counts: (report) => counted(report, (what, count) => `${finnish[what]} ${count}`),
    rejected: (count) => `hylätty ${count}`,
    notRead: (file) => `${file}: ei luettu, se ei kuulu tähän muotoon`,
    written: (folder) => `Tietueet ja import-report.json ovat kansiossa ${folder}.`,
  },
  sv: {
    counts: (report) => counted(report, (what, count) => `${swedish[what]} ${count}`),
    rejected: (count) => `avvisade ${count}`,
    notRead: (file) => `${file}: inte läst, hör inte till formatet`,
    written: (folder) => `Posterna och import-report.json finns i ${folder}.`,
  },
  az: {
    counts: (report) => counted(report, (what, count) => `${azerbaijani[what]} ${count}`),
    rejected: (count) => `qəbul edilməyib ${count}`,
    notRead: (file) => `${file}: oxunmayıb, formata aid deyil`,
    written: (folder) => `Yazılar və import-report.json bu qovluqdadır: ${folder}.`,
  },
};
