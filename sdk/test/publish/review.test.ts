import { describe, expect, test } from "vitest";
import { paths } from "../../src/publish/files.ts";
import { parsePublication } from "../../src/publish/read.ts";
import { reviewHtml } from "../../src/publish/review-html.ts";
import { commandLines } from "../../src/publish/review-part.ts";
import type { ReviewPart } from "../../src/publish/review-part.ts";
import { reviewText } from "../../src/publish/review-text.ts";
import { earlierOf, reviewOf } from "../../src/publish/review.ts";
import {
  draftFiles,
  draftInput,
  metricOf,
  registry,
  relisted,
  signed,
  withText,
} from "./fixture.ts";

const draft = await parsePublication(await draftFiles());

const confidential: ReviewPart = {
  title: "Why cells are withheld",
  blocks: [
    { kind: "text", text: "Each has a reason." },
    { kind: "list", items: ["3 cells: too few <people>"] },
    { kind: "table", heads: ["Cells", "withheld", "of"], rows: [["finest", "12", "160"]] },
    { kind: "commands", lines: ["edufed protect cells.parquet --out draft"] },
  ],
};

describe("a review", () => {
  test("says what will be shown, what is withheld and what it rests on", async () => {
    const review = await reviewOf(draft, null);
    expect(review).toMatchObject({
      verdict: "may-be-signed",
      counts: { cells: 12, shown: 5, withheld: 4, missing: 3 },
      coverage: "0.98",
      signatures: [],
      checkersMin: 1,
      changes: null,
    });
    expect(review.cautions.length).toBeGreaterThan(0);
  });

  test("as text ends with what is still needed", async () => {
    const text = reviewText(await reviewOf(draft, null));
    expect(text).toContain("Verdict: This draft may be signed.");
    expect(text).toContain("Cells: 12: 5 shown, 4 withheld, 3 without a value");
    expect(text).toContain("Signatures: none yet; needed: 1 checker, then the publisher");
  });

  test("names the signatures that are there", async () => {
    const { signatures } = await reviewOf(
      await parsePublication(await signed(await draftFiles())),
      null,
    );
    expect(signatures.map((line) => line.split(" ")[0])).toEqual(["checker", "publisher"]);
  });

  test("says that an altered draft must not be signed, and why", async () => {
    const altered = await relisted(
      withText(await draftFiles(), paths.data, (text) => text.replace("0.150,", "0.151,")),
    );
    const review = await reviewOf(await parsePublication(altered), null);
    expect(review.verdict).toBe("must-not-be-signed");
    expect(review.problems.map(({ code }) => code)).toEqual(["B11"]);
    expect(reviewText(review)).toContain("Problem B11");
  });

  test("compares with the last publication of the same figures and period", async () => {
    const later = await parsePublication(await draftFiles({ sequence: 2, previous: draft.id }));
    const other = await parsePublication(
      await draftFiles({ sequence: 2, previous: draft.id }, "2024/2025"),
    );
    expect(earlierOf(later, [draft, other])?.id).toBe(draft.id);
    expect(earlierOf(other, [draft])).toBeNull();
    const before = await relisted(
      withText(await draftFiles(), paths.data, (text) =>
        text
          .replace("0.150,A,F,30,200", "0.155,A,F,31,200")
          .replace("0.133,A,F,20,150", "NaN,Q,C,NaN,NaN"),
      ),
    );
    const review = await reviewOf(later, await parsePublication(before));
    expect(review.changes).toMatchObject({
      sequence: 1,
      newlyShown: 1,
      newlyWithheld: 0,
      otherValue: 1,
      otherCells: 0,
    });
    expect(reviewText(review)).toContain(
      [
        "Changes: since publication number 1 of the same figures: 1 cell is shown that was not, 1 cell has another value",
        "Newly shown: Grade 1 (1)",
        "Other value: the whole",
      ].join("\n"),
    );
  });
});

test("a long command line is broken where shells join lines again", () => {
  const command =
    "edufed metric run ATT_CHRONIC --data <records> --by SCHOOL,GRADE,SEX --out c.parquet";
  const lines = commandLines(command);
  expect(lines).toEqual([
    "    edufed metric run ATT_CHRONIC --data <records> --by SCHOOL,GRADE,SEX \\",
    "      --out c.parquet",
  ]);
  expect(
    lines
      .join("\n")
      .trim()
      .replaceAll(/ \\\n\s+/g, " "),
  ).toBe(command);
  expect(commandLines("edufed audit draft")).toEqual(["    edufed audit draft"]);
});

describe("a review of changed numbers", () => {
  const altered = {
    promises: ["Sums add up."],
    limits: ["A range is no probability."],
    errors: [{ of: "an inner cell", num: { atMost: 4 }, den: { within95: 7 } }],
  } as const;

  test.each([
    [{ kind: "round", base: 5 }, "small counts are rounded to 0 or 5, and sums add up"],
    [
      { kind: "cell-key", deviationMax: 5, variance: "3" },
      "each is moved by at most 5, with a variance of 3, alike wherever",
    ],
    [
      { kind: "noise", distribution: "gaussian", rho: "0.1" },
      "random noise from a discrete Gaussian was added to each; sums do not add up; the table cost 0.1",
    ],
  ] as const)("says what was done, what it promises and what not: $0.kind", async (how, words) => {
    const review = await reviewOf(
      { ...draft, disclosure: { ...draft.disclosure, altered: { ...how, ...altered } } },
      null,
    );
    const text = reviewText(review);
    expect(text).toContain(`Numbers: not as they were counted: ${words}`);
    expect(text).toContain("Promised: Sums add up.\nNot promised: A range is no probability.");
    expect(text).toContain(
      "Moved: the numerator by 4 at most, the denominator by no more than 7 in 95 of 100 cells (an inner cell)",
    );
    expect(review.altered?.kind).toBe(how.kind);
  });

  test("says nothing of it where numbers are as they were counted", async () => {
    const review = await reviewOf(draft, null);
    expect(Object.hasOwn(review, "altered")).toBe(false);
    expect(reviewText(review)).not.toContain("Numbers:");
  });
});

describe("a review page", () => {
  test("shows the first rows of a large table and says where all of them are", async () => {
    const review = await reviewOf(draft, null);
    const rows = Array.from({ length: 2001 }, () => review.rows.slice(0, 1)).flat();
    const html = reviewHtml({ ...review, rows });
    expect(html.match(/<tr class=/g)).toHaveLength(2000);
    expect(html).toContain(
      "The first 2000 of 2001 cells; all of them are in <code>data.csv</code>",
    );
    expect(reviewHtml(review)).not.toContain("data.csv");
  });

  test("is one file that asks for nothing else and shows no number for a withheld cell", async () => {
    const html = reviewHtml(await reviewOf(draft, null));
    expect(html).not.toMatch(/<script|src=|href=|url\(|@import|http/);
    expect(html).toContain('<tr class="Q">');
    for (const row of html.match(/<tr class="Q">.*?<\/tr>/g) ?? [])
      expect(row).toContain("<td>withheld</td>");
  });

  test("cannot be made to run what a name says", async () => {
    const hostile = '<img src=x onerror="alert(1)">';
    const { config } = draftInput();
    const files = await draftFiles({ config: { ...config, name: { en: hostile } } });
    const html = reviewHtml(await reviewOf(await parsePublication(files), null));
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img");
  });

  test("keeps what only the officer may know apart, and says nothing of it without being told", async () => {
    const review = await reviewOf(draft, null);
    expect(reviewHtml(review)).not.toContain("For you alone");
    const html = reviewHtml(review, [confidential]);
    expect(html.indexOf("For you alone")).toBeLessThan(html.indexOf("3 cells: too few &lt;people"));
    expect(html.indexOf("3 cells")).toBeLessThan(html.indexOf("What readers will see"));
    expect(html).not.toMatch(/<script|src=|href=|url\(|@import|http/);
    expect(reviewText(review, [confidential])).toBe(
      [
        reviewText(review),
        "For you alone. What follows says more than readers may know: do not pass it on.",
        "",
        "Why cells are withheld",
        "  Each has a reason.",
        "  - 3 cells: too few <people>",
        "  Cells   withheld   of",
        "  finest        12  160",
        "    edufed protect cells.parquet --out draft",
        "",
      ].join("\n"),
    );
  });

  test("sets names of the standard apart", async () => {
    expect(reviewHtml(await reviewOf(draft, null))).toContain("<code>expectedDaysMin</code>");
  });

  test("names the codes as the lists do", async () => {
    const review = await reviewOf(draft, null);
    const label = registry.codeLists
      .get(registry.dimensions.get("SEX")?.codeList ?? "")
      ?.codes.find(({ code }) => code === "F");
    expect(review.rows.some(({ codes }) => codes.includes(`${label?.label.en} (F)`))).toBe(true);
    expect(review.title).toBe(metricOf("ATT_CHRONIC").title.en);
  });
});
