import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { budgetFile, budgetIn, payIn } from "../../src/cli/budget-file.ts";
import type { Bill } from "../../src/protect/methods/noise.ts";
import type { ObservationTable } from "../../src/publication.ts";
import { openWorkspace, type Workspace } from "../../src/workspace/workspace.ts";
import { publishedWith } from "../protect/shared.ts";
import { flat, tableOf } from "../protect/tables.ts";
import { done, folder } from "./edufed.ts";

async function workspaceOf(name: string): Promise<Workspace> {
  const place = folder(`budget-${name}`);
  const flags = ["--member", "FI-HEL", "--name", "Helsinki", "--contact", "data@example.org"];
  await done(place, "init", ".", ...flags, "--languages", "fi,sv,en");
  return openWorkspace(place);
}

function bill(rho: string, rhoMax = "1"): Bill {
  const charges = [{ population: "student", schoolYear: "2025/2026", rho }];
  return { release: "a table", charges, rhoMax, delta: "0.000001" };
}

/** A publication that says how far the ledger had come. */
function naming(budget: { entries: number; digest: `sha256:${string}` }): ObservationTable {
  const table = publishedWith(tableOf([flat("SEX", "F")], [[["F"], 1, 2]]), () => false);
  const altered = { kind: "noise", promises: [], limits: [], budget } as const;
  return { ...table, report: { ...table.report, altered } };
}

describe("the budget of a workspace", () => {
  test("is on disk when noise may be drawn, and every entitlement is a line of it", async () => {
    const workspace = await workspaceOf("disk");
    const pay = payIn(workspace, []);
    const first = await pay(bill("0.4"));
    const text = readFileSync(join(workspace.folder, budgetFile), "utf8");
    expect(text.trimEnd().split("\n")).toHaveLength(first.head.entries);
    const second = await pay(bill("0.6"));
    expect(second.head.entries).toBe(first.head.entries + 1);
    await expect(pay(bill("0.000000000001"))).rejects.toThrow(/ρ = 0 of 1 is left/);
    expect((await budgetIn(workspace, []))?.head).toEqual(second.head);
  });

  test("is not raised by a policy that allows more, and a stricter one holds for what is left", async () => {
    const workspace = await workspaceOf("raised");
    await payIn(workspace, [])(bill("0.4"));
    await expect(payIn(workspace, [])(bill("0.7", "5"))).rejects.toThrow(/0\.6 of 1 is left/);
    await expect(payIn(workspace, [])(bill("0.2", "0.5"))).rejects.toThrow(/of 0\.5 is left/);
    await payIn(workspace, [])(bill("0.1", "0.5"));
  });

  test("that is gone or shorter than a publication says is not begun anew", async () => {
    const workspace = await workspaceOf("gone");
    const { head } = await payIn(workspace, [])(bill("0.4"));
    const history = [naming(head)];
    const file = join(workspace.folder, budgetFile);
    const [begun = ""] = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, `${begun}\n`);
    await expect(payIn(workspace, history)(bill("0.1"))).rejects.toThrow(/cannot be trusted/);
    rmSync(file);
    await expect(payIn(workspace, history)(bill("0.1"))).rejects.toThrow(/is gone/);
  });

  test("is spent by one command at a time", async () => {
    const workspace = await workspaceOf("alone");
    const pay = payIn(workspace, []);
    const both = await Promise.allSettled([pay(bill("0.1")), pay(bill("0.1"))]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await pay(bill("0.1"));
  });
});
