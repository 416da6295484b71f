import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Contract files that every stage of the SDK may know. */
const contract = [
  "sdk/src/dataset.ts",
  "sdk/src/finding.ts",
  "sdk/src/finding-text.ts",
  "sdk/src/finding-text/",
  "sdk/src/finding-meaning.ts",
  "sdk/src/errors.ts",
  "sdk/src/cells.ts",
  "sdk/src/publication.ts",
  "sdk/src/policy.ts",
  "sdk/src/record-key.ts",
  "sdk/src/member-config.ts",
  "sdk/src/canonical.ts",
  "sdk/src/decimal.ts",
  "sdk/src/formal-hash.ts",
  "sdk/src/version.ts",
  "sdk/src/generated/",
  // Concrete engines are excluded below.
  "sdk/src/engine/",
  "sdk/src/workspace/write.ts",
  "@edufed/schemas",
] as const;

/** What the gateway may know of the rest: never what reads records. */
const outside = ["@edufed/sdk", "@edufed/sdk/verify", "@edufed/schemas"] as const;

/** What a door of the gateway may know besides. */
const doors = [
  "server/src/compare/",
  "server/src/store/",
  "server/src/members/",
  "server/src/http/",
  ...outside,
] as const;

/** What each folder may import from the rest of this repository. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  "schemas/src": [],
  "schemas/src/emit": [
    "schemas/src/model.ts",
    "schemas/src/rule.ts",
    "schemas/src/metric.ts",
    "schemas/src/metric-text.ts",
    "schemas/src/metric-use.ts",
    "schemas/src/address.ts",
    "schemas/src/crosswalk.ts",
    "schemas/src/crosswalk-coverage.ts",
    "schemas/src/crosswalk-links.ts",
    "schemas/src/crosswalk-text.ts",
    "schemas/src/profiles.ts",
  ],
  "sdk/src/engine": [...contract],
  // What is copied out of a database must not outlive an interrupted command.
  "sdk/src/import": [...contract, "sdk/src/extension-name.ts", "sdk/src/workspace/unfinished.ts"],
  "sdk/src/validate": [...contract],
  "sdk/src/pseudonymise": [...contract],
  "sdk/src/compute": [...contract, "sdk/src/fraction.ts"],
  // From a batch of records to figures, by the functions of the stages.
  "sdk/src/watch": [
    ...contract,
    "sdk/src/import/records.ts",
    "sdk/src/validate/validate.ts",
    "sdk/src/pseudonymise/pseudonymise.ts",
    "sdk/src/compute/",
  ],
  "sdk/src/protect": [...contract, "sdk/src/fraction.ts"],
  "sdk/src/sign": [...contract],
  "sdk/src/publish": [...contract, "sdk/src/sign/"],
  "sdk/src/synth": [...contract],
  "sdk/src/notebook": [...contract],
  "sdk/src/workspace": [...contract],
  "sdk/src/generate": [...contract, "sdk/src/validate/"],
  "sdk/src/conformance": [
    ...contract,
    "sdk/src/import/",
    "sdk/src/validate/",
    "sdk/src/pseudonymise/",
    "sdk/src/compute/",
    "sdk/src/protect/",
    "sdk/src/sign/",
  ],
  "server/src/members": outside,
  "server/src/store": ["server/src/members/", ...outside],
  "server/src/compare": ["server/src/store/", "server/src/members/", ...outside],
  "server/src/http": outside,
  "server/src/graphql": [...doors, "server/src/generated/"],
  "server/src/data": doors,
  "server/src": outside,
  "use-cases": ["@edufed/schemas", "@edufed/sdk", "@edufed/sdk/member"],
};

/** Modules of Node that read or write files, and the folders that may. */
const files = /^node:(fs|fs\/promises)$/;
const mayTouchFiles = [
  "schemas/src/registry.ts",
  "schemas/src/main.ts",
  "sdk/src/import/",
  "sdk/src/publish/",
  "sdk/src/engine/",
  "sdk/src/notebook/",
  "sdk/src/workspace/",
  "sdk/src/generate/main.ts",
  "sdk/src/cli/",
  "server/src/store/",
  "server/src/members/",
  "server/src/site/",
  "server/src/main.ts",
];

/** Places that may print, end the process or read its environment. */
const mayTouchProcess = [
  "sdk/src/cli/",
  "sdk/src/generate/main.ts",
  "server/src/main.ts",
  "schemas/src/main.ts",
];

function sources(pattern: string): readonly string[] {
  const found = globSync(pattern, { cwd: root }).filter((file) => !file.includes("node_modules"));
  expect(found.length, `no file matches ${pattern}`).toBeGreaterThan(0);
  return found;
}

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), "utf8");
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(
    (match) => match[1] ?? "",
  );
  return specifiers.map((specifier) =>
    specifier.startsWith(".")
      ? relative(root, normalize(join(root, dirname(file), specifier)))
      : specifier,
  );
}

const ours = (target: string): boolean =>
  target.startsWith("@edufed/") ||
  /^(schemas|sdk|server|use-cases|docs|test|scripts)\//.test(target);

describe("who may import whom", () => {
  test.each(Object.entries(allowed))("%s imports only what it may", (folder, permitted) => {
    const strangers = sources(`${folder}/**/*.ts`)
      .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
      .filter(({ target }) => ours(target) && !target.startsWith(`${folder}/`))
      .filter(({ target }) => !permitted.some((name) => matches(target, name)))
      .map(({ file, target }) => `${file} → ${target}`);
    expect(strangers).toEqual([]);
  });

  test("a concrete engine is known to the command line and the member entry only", () => {
    const engines = /sdk\/src\/engine\/(duckdb|reference)\.ts$/;
    const strangers = sources("sdk/src/**/*.ts")
      .filter((file) => !/^sdk\/src\/(cli|engine)\/|^sdk\/src\/member\.ts$/.test(file))
      .filter((file) => importsOf(file).some((target) => engines.test(target)));
    expect(strangers).toEqual([]);
  });

  test("only the folders made for it touch files", () => {
    const strangers = sources("{schemas,sdk,server}/src/**/*.ts")
      .filter((file) => importsOf(file).some((target) => files.test(target)))
      .filter((file) => !mayTouchFiles.some((place) => file.startsWith(place)));
    expect(strangers).toEqual([]);
  });

  test("only the command line and the entry points touch the process", () => {
    const touches = /\bconsole\.|\bprocess\.(env|exit|argv|stdout|stderr)\b/;
    const strangers = sources("{schemas,sdk,server}/src/**/*.ts")
      .filter((file) => !file.includes("/generated/"))
      .filter((file) => touches.test(readFileSync(join(root, file), "utf8")))
      .filter((file) => !mayTouchProcess.some((place) => file.startsWith(place)));
    expect(strangers).toEqual([]);
  });
});

/** A name with a slash at its end is a folder; any other is one file or one package entry. */
function matches(target: string, name: string): boolean {
  return name.endsWith("/") ? target.startsWith(name) : target === name;
}
