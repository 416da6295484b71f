import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Registry } from "@edufed/schemas";
import type { SqlEngine } from "../src/engine/engine.ts";
import { quoteLiteral } from "../src/engine/sql-text.ts";

/** The same students in three formats. */
export interface StudentFiles {
  readonly parquet: string;
  readonly csv: string;
  readonly ndjson: string;
  readonly remove: () => void;
}

/** Properties whose values are lists: native in Parquet, JSON text in a cell of CSV. */
export const listProperties: readonly string[] = ["citizenships", "homeLanguages"];

/**
 * Writes a nation's students with every property of the entity, made by formula. What is optional
 * is now and then absent, as it is in a register; names have letters outside ASCII.
 */
export async function writeStudents(
  engine: SqlEngine,
  registry: Registry,
  students: number,
): Promise<StudentFiles> {
  const { parquet, folder, remove } = await writeParquet(engine, registry, students);
  const csv = join(folder, "student.csv");
  const ndjson = join(folder, "student.ndjson");
  const rows = `read_parquet(${quoteLiteral(parquet)})`;
  const texts = listProperties.map((name) => `to_json("${name}") as "${name}"`).join(", ");
  await engine.run(
    `copy (select * replace (${texts}) from ${rows}) to ${quoteLiteral(csv)} (format csv, header)`,
  );
  // JSON has no empty cell: what is not known is left out of the record.
  const whole = `json_merge_patch('{}', to_json(student))`;
  await engine.run(
    `copy (select ${whole} from ${rows} as student) to ${quoteLiteral(ndjson)} (format csv, header false, quote '', escape '', delimiter '\x1f')`,
  );
  return { parquet, csv, ndjson, remove };
}

/** The same students as Parquet only, in a folder of their own. */
export async function writeParquet(
  engine: SqlEngine,
  registry: Registry,
  students: number,
): Promise<{ readonly parquet: string; readonly folder: string; readonly remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), "edufed-bench-"));
  const parquet = join(folder, "student.parquet");
  await engine.run(
    `copy (${studentRows(registry, students)}) to ${quoteLiteral(parquet)} (format parquet)`,
  );
  return { parquet, folder, remove: () => rmSync(folder, { recursive: true }) };
}

function studentRows(registry: Registry, students: number): string {
  const code = (list: string, salt: number): string => {
    const codes = registry.codeLists.get(list)?.codes ?? [];
    const literal = codes.map((item) => quoteLiteral(item.code)).join(", ");
    return `([${literal}])[1 + cast(hash(i, ${salt}) % ${codes.length} as integer)]`;
  };
  const of = (names: string, salt: number): string =>
    `(string_split('${names}', ' '))[1 + cast(hash(i, ${salt}) % ${names.split(" ").length} as integer)]`;
  const seldom = (value: string, one: number): string =>
    `case when i % ${one} <> 0 then ${value} end`;
  const often = (usual: string, other: string, one: number): string =>
    `case when hash(i, 9) % ${one} <> 0 then ${usual} else ${other} end`;
  return `select
    md5(cast(i as varchar)) as id,
    cast(1 + i % 2 as varchar) as sex,
    ${seldom("day", 97)} as "birthDate",
    year(day) as "birthYear",
    ${seldom("strftime(day, '%d%m%y') || '-' || (100000 + hash(i, 2) % 900000)", 53)} as "nationalId",
    ${of("Aino Väinö Leyla Əli Åsa Elvin Nigar Onni Günel Helmi", 3)} || ' ' || ${of("Maria Juhani Aysel Olavi Rəşad", 4)} as "givenNames",
    ${of("Korhonen Məmmədov Öhman Virtanen Quliyeva Mäkinen Hüseynov", 5)} as "familyName",
    ${seldom(of("Aino Väinö Leyla Əli Åsa Elvin Nigar", 3), 3)} as "preferredName",
    ${seldom("'student' || i || '@school.example'", 7)} as email,
    ${seldom("'+358 40 ' || (1000000 + hash(i, 6) % 9000000)", 5)} as phone,
    ${of("Mannerheimintie Nizami Björkgatan Hämeentie", 7)} || ' ' || (1 + i % 200) || ', 00' || (100 + i % 890) as address,
    case when i % 12 = 0 then ['FI', 'SE'] else [${often("'FI'", code("country", 1), 10)}] end as citizenships,
    ${seldom(often("'FI'", code("country", 1), 10), 29)} as "countryOfBirth",
    case when i % 9 = 0 then ['fi', 'sv'] else [${often("'fi'", code("language", 8), 6)}] end as "homeLanguages",
    ${seldom(code("migration-background", 10), 31)} as "migrationBackground",
    i % 15 = 0 as "disabilityIndicator",
    cast(1 + i % 5 as integer) as "socioEconomicBand",
    'area-income-quintile-2025' as "socioEconomicScheme",
    ${seldom(code("education-attainment", 11), 11)} as "parentalEducation",
    i % 40 <> 0 as "deviceAtHome",
    i % 60 <> 0 as "internetAtHome",
    i % 1000 = 0 as "disclosureBlocked",
    'sis-main' as "sourceSystem",
    'sis-' || i as "sourceId"
  from (
    select i, date '2008-01-01' + cast(hash(i) % 3650 as integer) as day
    from range(${students}) as students (i)
  )`;
}
