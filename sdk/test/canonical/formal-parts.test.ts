import { diff, loadReleases, type Metric } from "@edufed/schemas";
import { describe, expect, test } from "vitest";
import { formalHash, formalPart, informalPart } from "../../src/formal-hash.ts";
import { counted, derived } from "../../../schemas/test/every-part.ts";

/** Hashes that publications carry; whoever holds one must still find its metric. */
const published: Readonly<Record<string, string>> = {
  ATT_CHRONIC: "sha256:d0844892a2bb9f1eda38690f4de1a7e75e309dd82eb0ab79389273e2398b68f4",
  ATT_RATE: "sha256:e8137b0a301ab9b1c0942411f97574afb4a7597108825585b4a4dfc74b3c8b5f",
  ENG_DIGITAL: "sha256:03ea4eccf71e8b77cc85da5b0c876a70fb95c847d3754e65a96b58dd02833e57",
  PTR: "sha256:d25c130a4a06e73a657b5c7c83061bda10781ebef1d37fe2b169ff35493ff9ef",
  WHO5_MEAN: "sha256:866e419965a7b4ee7e996e51cdb462ee4f27605df3c3ad742fd4386ebfecdae0",
};

const release = loadReleases().find(({ version }) => version === "1.0.0");
if (release === undefined) throw new Error("Release 1.0.0 is there for ever.");

test.each(Object.entries(published))(
  "the formal hash of %s is the one of release 1.0.0",
  async (id, hash) => {
    const metric = release.metrics[id];
    expect(metric && (await formalHash(metric))).toBe(hash);
  },
);

describe.each([
  ["is counted", counted],
  ["is made of others", derived],
] as const)("a metric that %s", (_what, metric) => {
  const leaves = leavesOf(metric, []);

  test("loses nothing: what it says is formal or informal", () => {
    const text = JSON.stringify([formalPart(metric), informalPart(metric)]);
    expect(leaves.length).toBeGreaterThan(25);
    for (const path of leaves) {
      const value = path.reduce(at, metric);
      expect({ path, isKept: text.includes(JSON.stringify(value)) }).toEqual({
        path,
        isKept: true,
      });
    }
  });

  test.each(leaves.map((path) => [path.join("/"), path] as const))(
    "whose %s changes has another hash exactly when releases call it more than words",
    async (_name, path) => {
      const changed: Metric = JSON.parse(JSON.stringify(withOther(metric, path)));
      const older = { ...release, metrics: { [metric.id]: metric } };
      const newer = { ...release, metrics: { [metric.id]: changed } };
      const changes = path[0] === "id" ? [] : diff(older, newer);
      const isOther = (await formalHash(changed)) !== (await formalHash(metric));
      expect(isOther).toBe(path[0] === "id" || changes.some(({ step }) => step === "major"));
      expect(path[0] === "id" || changes.length > 0).toBe(true);
    },
  );
});

function leavesOf(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([name, part]) => leavesOf(part, [...path, name]));
}

function at(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** The same metric, but for one value. */
function withOther(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return otherThan(value);
  const part = withOther(at(value, name), rest);
  return Array.isArray(value) ? value.with(Number(name), part) : { ...Object(value), [name]: part };
}

function otherThan(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  return typeof value === "boolean" ? !value : `${String(value)}x`;
}
