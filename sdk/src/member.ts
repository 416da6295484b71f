/**
 * `@edufed/sdk/member`: what a member runs beside its own data. Loads files and native code; the
 * gateway may not import it.
 */
export type { Dataset, Pseudonymous, Records, Relation, Staged, Valid } from "./dataset.ts";
export { areCounts, computeAll, computeEach, type FigureTable } from "./compute/compute-all.ts";
export { estimate } from "./compute/estimate.ts";
export { openDuckDb, type DuckDbOptions } from "./engine/duckdb.ts";
export type { Engine, SqlEngine } from "./engine/engine.ts";
export { openPostgres, type PostgresOptions } from "./engine/postgres.ts";
export { openSpark, type SparkOptions } from "./engine/spark.ts";
export { openTrino } from "./engine/trino.ts";
export type { TrinoOptions } from "./engine/trino-client.ts";
export { readRecords } from "./import/records.ts";
export {
  gatewayObservations,
  tableObservations,
  type NotebookObservation,
} from "./notebook/observation.ts";
export { parseNotebook } from "./notebook/parse.ts";
export { renderFragment, renderPage } from "./notebook/render.ts";
export { runNotebook } from "./notebook/run.ts";
export { checkUseCase } from "./notebook/use-case-check.ts";
export { loadUseCase } from "./notebook/use-case.ts";
export {
  admit,
  answer,
  answerEach,
  lookingAt,
  prepare,
  prepareWithVerdict,
  UnfitError,
  type Admitted,
  type Chain,
  type Member,
  type Prepared,
  type Question,
} from "./pipeline.ts";
export { audit, type AuditResult } from "./protect/audit/audit.ts";
export { defaultPolicy } from "./protect/policy.ts";
export { protect } from "./protect/protect.ts";
export { pseudonymise, type Purpose } from "./pseudonymise/pseudonymise.ts";
export { readFiles, readPublication, writeDraft } from "./publish/folder.ts";
export { publishTo } from "./publish/publish.ts";
export { addSignature, requireSigned, type Signed } from "./publish/sign.ts";
export { generateKeyPair, openSigner, type KeyPair, type Signer } from "./sign/keys.ts";
export { profiles, type SynthProfile } from "./synth/profile.ts";
export { synthesise } from "./synth/synth.ts";
export { extendedValidators } from "./validate/extended-record.ts";
export { parseRules } from "./validate/parse-rules.ts";
export { validate } from "./validate/validate.ts";
export { extendedBy } from "./workspace/extensions.ts";
