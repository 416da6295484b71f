import { code, escape, number, type Page, type Part, table, withCode } from "./report-page.ts";

/** What the report is about, so that anyone can tell whether data are the same. */
export function filesPart(page: Page): Part {
  const { facts, words, quality } = page;
  const files = facts.run?.files ?? [];
  if (files.length === 0) {
    const rows = Object.entries(facts.records).map(([entity, count]) => [
      code(entity),
      number(page, count),
    ]);
    const columns = [{ title: words.entity }, { title: words.recordsTitle, isNumber: true }];
    return {
      id: "records",
      title: words.recordsTitle,
      content: table(words.recordsTitle, columns, rows),
    };
  }
  const columns = [
    { title: quality.file },
    { title: words.recordsTitle, isNumber: true },
    { title: quality.size, isNumber: true },
  ];
  const rows = files.map(({ file, bytes, sha256, records }) => [
    `${escape(file)}<br><span class="digest">SHA-256 ${escape(sha256)}</span>`,
    records === undefined ? "–" : number(page, records),
    `${number(page, bytes)} B`,
  ]);
  return { id: "files", title: quality.files, content: table(quality.files, columns, rows) };
}

/** How the figures are to be read, and where it is signed on paper. */
export function notesPart(page: Page): Part {
  const { facts, words, quality } = page;
  const notes = facts.quality === undefined ? [words.noValues] : quality.explanations;
  return {
    id: "notes",
    title: quality.notes,
    content: notes.map((note) => `<p>${withCode(note)}</p>`).join("\n"),
  };
}

/** Lines to sign on, on paper only. */
export function signature({ quality }: Page): string {
  return `<p class="sign"><span>${escape(quality.signedBy)}</span><span>${escape(quality.date)}</span></p>`;
}
