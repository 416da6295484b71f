import type { FileReport, ImportReport } from "../../src/import/importer.ts";

/** Rows of a file with a fate: all of them, if none was lost. */
export function accountedFor({ written, superseded, duplicates, rejected }: FileReport): number {
  return rejected.reduce((sum, { count }) => sum + count, written + superseded + duplicates);
}

/** What became of the rows of every file, in short. */
export function fates(report: ImportReport): readonly (readonly unknown[])[] {
  return report.files.map(({ file, read, written, superseded, duplicates, rejected }) => [
    file,
    { read, written, superseded, duplicates },
    rejected.map(({ code, column, count, rows }) => [code, column, count, rows]),
  ]);
}
