/**
 * `@edufed/sdk`: what runs anywhere, a browser included. Engines, files and native code are in
 * `@edufed/sdk/member`; checking publications is in `@edufed/sdk/verify`.
 */
export type {
  Cell,
  CellRow,
  CellStatus,
  CellTable,
  TableDescription,
  TableDimension,
} from "./cells.ts";
export {
  EduFedError,
  InputError,
  NetworkError,
  OutputError,
  RefusedError,
  UsageError,
  exitCode,
  type ExitCode,
} from "./errors.ts";
export { hasErrors, type Finding, type FindingCode, type Severity } from "./finding.ts";
export type { MemberConfig } from "./member-config.ts";
export type {
  Altered,
  AlteredError,
  ConfidentialityStatus,
  DisclosureReport,
  ErrorFigures,
  Observation,
  ObservationStatus,
  ObservationTable,
  Policy,
} from "./publication.ts";
export { version } from "./version.ts";
export { codeLists } from "./generated/code-lists.ts";
export * from "./generated/types.ts";
export { validators, type ValidateFunction, type ValidationError } from "./generated/validators.js";
export type { ValidateOptions, Validation, Words } from "./validate/one-record.ts";
export { validateRecord } from "./validate/record.ts";
export { validateRecords, type RecordSet } from "./validate/records.ts";
export type { ParsedCheck, ParsedRelated, ParsedRule } from "./validate/rules.ts";
export { validate } from "./validate-entity.ts";
