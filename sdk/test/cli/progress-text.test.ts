import { expect, test } from "vitest";
import { progressText } from "../../src/cli/progress-text.ts";
import vectors from "./progress-text.json" with { type: "json" };

test.each(vectors)("progress: $description", ({ text, ...progress }) => {
  expect(progressText(progress)).toBe(text);
});
