/**
 * Two made-up members in the shape of a gateway's answers, to try the site on: every status occurs,
 * and no figure is anybody's.
 */
import type { LocalisedText } from "@edufed/schemas";
import type {
  ComparisonAnswer,
  ExplorerMetric,
  PublishedObservation,
  PublishedTable,
  Reason,
} from "../src/components/explorer-data.ts";
import type { explorerData } from "../src/components/explorer-data.ts";

type Given = Parameters<typeof explorerData>[0];

const areas: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "FI-HEL": {
    "HEL-1": "Eteläinen",
    "HEL-2": "Läntinen",
    "HEL-3": "Keskinen",
    "HEL-4": "Pohjoinen",
  },
  AZ: {
    "AZ-1": "Bakı",
    "AZ-2": "Naxçıvan Muxtar Respublikası",
    "AZ-3": "Abşeron-Xızı",
    "AZ-4": "Dağlıq Şirvan",
    "AZ-5": "Gəncə-Daşkəsən",
    "AZ-10": "Qarabağ",
  },
};

const levels: Readonly<Record<string, LocalisedText>> = {
  L1: {
    en: "Primary education",
    fi: "Alempi perusaste",
    sv: "Primärutbildning",
    az: "İbtidai təhsil",
  },
  L2: {
    en: "Lower secondary education",
    fi: "Ylempi perusaste",
    sv: "Lägre sekundärutbildning",
    az: "Ümumi orta təhsil",
  },
  L3: {
    en: "Upper secondary education",
    fi: "Toinen aste",
    sv: "Högre sekundärutbildning",
    az: "Tam orta təhsil",
  },
};

const sexes: Readonly<Record<string, LocalisedText>> = {
  F: { en: "Female", fi: "Nainen", sv: "Kvinna", az: "Qadın" },
  M: { en: "Male", fi: "Mies", sv: "Man", az: "Kişi" },
  _U: { en: "Not known", fi: "Ei tiedossa", sv: "Okänt", az: "Məlum deyil" },
};

const members = [
  { id: "FI-HEL", name: { en: "Helsinki", fi: "Helsinki", sv: "Helsingfors", az: "Helsinki" } },
  { id: "AZ", name: { en: "Azerbaijan", fi: "Azerbaidžan", sv: "Azerbajdzjan", az: "Azərbaycan" } },
];

const metrics: readonly Omit<ExplorerMetric, "tables">[] = [
  {
    id: "ATT_CHRONIC",
    unit: "1",
    decimals: 3,
    title: {
      en: "Chronic absence",
      fi: "Runsaat poissaolot",
      sv: "Omfattande frånvaro",
      az: "Xroniki dərsburaxma",
    },
    definition: {
      en: "Students absent on a tenth or more of their expected days, divided by all students with enough expected days.",
    },
    cautions: [{ en: "Absence for any reason counts, illness and permission included." }],
  },
  {
    id: "ATT_RATE",
    unit: "1",
    decimals: 3,
    title: {
      en: "Attendance rate",
      fi: "Läsnäoloaste",
      sv: "Närvarograd",
      az: "Davamiyyət əmsalı",
    },
    definition: {
      en: "Days on which students were present, at school or remotely, divided by the days on which they were expected.",
    },
    cautions: [{ en: "Registers differ in what they call late." }],
  },
];

/** The whole member's value, which the parts lie around. */
const around: Readonly<Record<string, number>> = { ATT_CHRONIC: 0.14, ATT_RATE: 0.925 };

const breakdowns: readonly (readonly string[])[] = [["SEX"], ["REF_AREA", "EDU_LEVEL"]];

const reasons: readonly Reason[] = [
  {
    code: "codes-are-local",
    effect: "COMPARABLE_AT",
    members: ["AZ", "FI-HEL"],
    detail: ["REF_AREA"],
    text: { en: "Areas are each member’s own and have no counterpart in the other." },
  },
  {
    code: "school-year-start-differs",
    effect: "CAUTION",
    members: ["AZ", "FI-HEL"],
    detail: ["--09-15", "--08-01"],
    text: {
      en: "The school years start on different days.",
      fi: "Lukuvuodet alkavat eri päivinä.",
      sv: "Läsåren börjar på olika dagar.",
      az: "Tədris illəri müxtəlif günlərdə başlayır.",
    },
  },
];

/** What `explorerData` is given. */
export const madeUpAnswers: Given = {
  dataVersion: 1,
  members,
  metrics,
  tables: metrics.flatMap(({ id }) =>
    members.flatMap((member) => breakdowns.map((dimensions) => tableOf(id, member.id, dimensions))),
  ),
  observations: metrics.flatMap(({ id }) =>
    members.flatMap((member) => [
      ...observationsBySex(id, member.id, around[id] ?? 0.5),
      ...observationsByArea(id, member.id, around[id] ?? 0.5),
    ]),
  ),
  comparisons: metrics.flatMap(({ id }) =>
    breakdowns.map((dimensions): ComparisonAnswer => ({
      metric: id,
      dimensions,
      verdict: dimensions.length > 1 ? "COMPARABLE_AT" : "CAUTION",
      reasons: dimensions.length > 1 ? reasons : reasons.slice(1),
    })),
  ),
};

function tableOf(metric: string, member: string, dimensions: readonly string[]): PublishedTable {
  return {
    digest: digestOf(metric, member, dimensions),
    member: { id: member },
    metric: { id: metric },
    period: "2025/2026",
    dimensions,
    coverage: member === "AZ" ? 0.87 : 0.99,
  };
}

function digestOf(metric: string, member: string, dimensions: readonly string[]): string {
  return `${metric} ${member} ${dimensions.join("+")}`;
}

type Code = PublishedObservation["codes"][number];

function code(
  dimension: string,
  value: string,
  label: LocalisedText | null,
  isTotal = false,
): Code {
  return { dimension, code: value, label, isTotal };
}

function observationsBySex(
  metric: string,
  member: string,
  middle: number,
): readonly PublishedObservation[] {
  const digest = digestOf(metric, member, ["SEX"]);
  const known = Object.entries(sexes).map(([sex, label], index) =>
    observation(
      digest,
      [code("SEX", sex, label)],
      middle + 0.008 * (index - 1),
      sex === "_U" ? "Q" : "A",
    ),
  );
  return [observation(digest, [code("SEX", "_T", null, true)], middle, "A"), ...known];
}

function observationsByArea(
  metric: string,
  member: string,
  middle: number,
): readonly PublishedObservation[] {
  const digest = digestOf(metric, member, ["REF_AREA", "EDU_LEVEL"]);
  const places = [[member, null] as const, ...Object.entries(areas[member] ?? {})];
  return places.flatMap(([area, name], row) =>
    ["_T", ...Object.keys(levels)].map((level, column) =>
      observation(
        digest,
        [
          code("REF_AREA", area, name === null ? null : { en: name }, name === null),
          code("EDU_LEVEL", level, levels[level] ?? null, level === "_T"),
        ],
        middle + 0.01 * Math.sin(row * 3 + column) - 0.006 * column,
        statusAt(row, column),
      ),
    ),
  );
}

/** A few cells of every kind. */
function statusAt(row: number, column: number): string {
  if (row === 2 && column !== 1) return "Q";
  if (row === 3 && column > 1) return "Q";
  if (row === 4 && column === 3) return "M";
  return row === 4 && column === 2 ? "L" : "A";
}

function observation(
  digest: string,
  codes: readonly Code[],
  share: number,
  status: string,
): PublishedObservation {
  const num = Math.round(share * 4000);
  const nobody = status === "M" ? 0 : null;
  return status === "A"
    ? { publication: { digest }, codes, value: num / 4000, status, num, den: 4000 }
    : { publication: { digest }, codes, value: null, status, num: nobody, den: nobody };
}
