/**
 * `npm run bench`: ours beside what a user would take instead and beside what the machine must do
 * at least, in turns in one run. Ratios are the result; an absolute time is none.
 */
import { cpus } from "node:os";
import { openDuckDb } from "../src/engine/duckdb.ts";
import { chronicAbsence } from "./metric.ts";
import { growthExponent, measure, ratioLines } from "./side-by-side.ts";
import type { Measured } from "./side-by-side.ts";
import { studentFiles, studentsOfNation } from "./validate.ts";

/** Three sizes a factor of ten apart, so that growth shows. */
const studentsSeen = [1_000, 10_000, 100_000];
/** Enough that a validator of single records is measured and not its start. */
const studentsInFile = 100_000;
const studentsInNation = 1_600_000;

const engine = await openDuckDb({ threads: 2, memoryLimit: "3GB" });
try {
  const machine = `${cpus().length} cores, Node ${process.versions.node}`;
  console.log(`Medians of 5 in turns · ${engine.name} ${engine.version}, 2 threads · ${machine}`);
  console.log("Data are made by formula, without a random number.\n");
  const metric: Measured[] = [];
  for (const students of studentsSeen) {
    metric.push(await measure(await chronicAbsence(engine, students)));
    console.log(lastOf(metric));
  }
  console.log(growthLine(metric));
  const students = await studentFiles(engine, studentsInFile);
  try {
    // In turns within a format, and one format after the other.
    for (const work of students.works) console.log(ratioLines(await measure(work)).join("\n"));
  } finally {
    students.remove();
  }
  const nation = await studentsOfNation(engine, studentsInNation);
  try {
    console.log(ratioLines(await measure(nation.work)).join("\n"));
  } finally {
    nation.remove();
  }
} finally {
  engine.close();
}

function lastOf(measured: readonly Measured[]): string {
  return measured.slice(-1).flatMap(ratioLines).join("\n");
}

/** How our time grows between the two largest sizes; the smallest is mostly start-up. */
function growthLine(measured: readonly Measured[]): string {
  const [small, large] = measured.map(({ medians }) => medians.get("ours") ?? Number.NaN).slice(-2);
  const [from, to] = studentsSeen.slice(-2);
  const exponent = growthExponent(
    { size: from ?? 1, time: small ?? Number.NaN },
    { size: to ?? 1, time: large ?? Number.NaN },
  );
  return `${"growth of one metric".padEnd(34)} time grows as rows to the power of ${exponent.toFixed(2)}`;
}
