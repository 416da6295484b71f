import { join } from "node:path";
import { loadRegistry } from "@edufed/schemas";
import { checkUseCase, loadUseCase } from "@edufed/sdk/member";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "..");

test("the use case keeps the contract, and the standard has everything it needs", async () => {
  const useCase = await loadUseCase(folder);
  expect(useCase.metrics.length).toBeGreaterThan(0);
  expect(useCase.dataNeeds.length).toBeGreaterThan(0);
  expect(await checkUseCase(useCase, { registry: loadRegistry(), folder })).toEqual([]);
});
