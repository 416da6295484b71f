import { describe, expect, test } from "vitest";
import { paths } from "../../src/publish/files.ts";
import { parsePublication } from "../../src/publish/read.ts";
import { reviewHtml, reviewText } from "../../src/publish/review-text.ts";
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
    expect((await reviewOf(later, await parsePublication(before))).changes).toMatchObject({
      newlyShown: 1,
      newlyWithheld: 0,
      otherValue: 1,
      otherCells: 0,
    });
  });
});

describe("a review page", () => {
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
    const more = [["Withheld", "3 cells: too few <people>"]] as const;
    const html = reviewHtml(review, more);
    expect(html.indexOf("For you alone")).toBeLessThan(html.indexOf("3 cells: too few &lt;people"));
    expect(reviewText(review, more)).toBe(
      `${reviewText(review)}Withheld: 3 cells: too few <people>\n`,
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
