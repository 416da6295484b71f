import { defineConfig } from "vitest/config";

/** Yoga and our code must load one copy of graphql, or its types are strangers to each other. */
const oneGraphql = { deps: { inline: [/graphql/, /@envelop/] } };

/** Tests that write have a folder of their own, which is gone when their file is done. */
const ownFolder = ["sdk/test/own-folder-setup.ts"];

export default defineConfig({
  test: {
    // Every core: the main process only waits.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "{schemas,sdk,server,docs}/test/**/*.test.ts",
            "use-cases/*/test/**/*.test.ts",
            "test/**/*.test.ts",
          ],
          // Files share a process, which loads the standard, the engines and Ajv once: a test leaves
          // nothing behind in it, and no module of the tests has hooks of its own.
          isolate: false,
          setupFiles: ownFolder,
          testTimeout: 30_000,
          // A hook may make a member that has everything.
          hookTimeout: 60_000,
          server: oneGraphql,
        },
      },
      {
        test: {
          name: "prove",
          include: [
            "sdk/test/differential/differential.test.ts",
            "sdk/test/import/{csv-rows,fuzz,malformed-ndjson}.test.ts",
            "sdk/test/conformance/engines-agree.test.ts",
            "sdk/test/validate/rules-agree.test.ts",
          ],
          env: { EDUFED_PROVE: "1" },
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["{docs,server}/test/**/*.browser.ts"],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "postgres",
          include: ["sdk/test/**/*.postgres.ts"],
          setupFiles: ownFolder,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "trino",
          include: ["sdk/test/**/*.trino.ts"],
          // One cluster for all files, with 1 GB for each of its two nodes.
          globalSetup: ["sdk/test/engine/trino-setup.ts"],
          setupFiles: ownFolder,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "spark",
          include: ["sdk/test/**/*.spark.ts"],
          testTimeout: 300_000,
          // Spark may have to be fetched.
          hookTimeout: 900_000,
          // Each file starts a Spark of its own, which takes 1 GB and every core.
          fileParallelism: false,
        },
      },
    ],
  },
});
