export type {
  CountedMetric,
  Derivation,
  DerivedMetric,
  Dimension,
  DimensionPath,
  Lookup,
  Metric,
  Parameter,
  PeriodScope,
  PlainTerm,
  PlausibleValues,
  Population,
  ReplicateWeights,
  Source,
  Term,
  Tier,
} from "./metric.ts";
export { metricProblems } from "./lint/metric.ts";
export { isCounted, plainTermsOf, populationsOf, sourcesOf } from "./metric.ts";
export { basesOf, countedFor, namesIn, recordsOf, usesOf, type EntityUse } from "./metric-use.ts";
export {
  countingFacts,
  defaultText,
  derivationFacts,
  isPercentage,
  kindText,
  limitsText,
  lookupText,
  periodText,
  sumTexts,
  type MetricFact,
} from "./metric-text.ts";
export type {
  AggregationRole,
  Code,
  CodeList,
  CodeMapping,
  Deprecation,
  Domain,
  Entity,
  Generalisation,
  LocalisedText,
  PeriodRule,
  PrivacyClass,
  Property,
  Registry,
  Stability,
  TermRelation,
  UseCase,
  ValueType,
} from "./model.ts";
export type { Related, Rule, RuleCheck } from "./rule.ts";
export { extend, extensionsOf, sharedPart, type Extension } from "./extension.ts";
export { formats, multipleOfPrecision } from "./formats.ts";
export { diffOutcomes } from "./conformance-diff.ts";
export {
  checkReport,
  kindResults,
  levelVerdicts,
  type CaseOutcome,
  type ConformanceReport,
  type KindResult,
  type LevelVerdict,
  type ReportCheck,
  type SkippedCases,
} from "./conformance-report.ts";
export {
  caseIds,
  conformanceSuite,
  kindOf,
  suiteText,
  textDigest,
  type Level,
  type Suite,
  type SuiteFile,
  type SuiteKind,
} from "./conformance-suite.ts";
export {
  loadConformance,
  loadExchange,
  loadExtension,
  loadMetric,
  loadRegistry,
  packageFolder,
} from "./registry.ts";
export { RegistryError, type Problem } from "./registry-error.ts";
export {
  fateOf,
  shareableEntity,
  staysBehind,
  type Fate,
  type SensitiveNeeds,
} from "./profiles.ts";
export type {
  Community,
  CommunityPolicy,
  Dominance,
  PseudonymAlgorithm,
  SensitiveLimits,
} from "./community.ts";
export {
  catalogue,
  changeRules,
  type CatalogueEntry,
  type ChangeRuleId,
  type DiffRuleId,
} from "./diff/catalogue.ts";
export type { Change } from "./diff/change.ts";
export type { ChangeKind, ChangeRule, Step } from "./diff/change-rule.ts";
export { compareVersions, diff, isSmaller, requiredVersion, stepOf, steps } from "./diff.ts";
export { parseRelease, releaseOf, releaseText, type JsonObject, type Release } from "./release.ts";
export { loadCommunity, loadCurrent, loadRelease, loadReleases } from "./release-files.ts";
export { deprecatedParts, deprecationAdvice, type DeprecatedPart } from "./deprecation.ts";
export { diffAgainstHistory } from "./diff.ts";
export { pageHistory, type ReleaseChanges } from "./page-history.ts";
export { processFindings, type Proposal } from "./process.ts";
export { parseChangeset, withDeclaredWording, type Changeset } from "./process/changeset.ts";
export { historyFindings } from "./process/history.ts";
export type { ProcessFinding } from "./process/finding.ts";
export type { Migration, MigrationItem } from "./process/migration.ts";
export { checkStep, declaredStep } from "./process/version.ts";
export { loadMigrations } from "./release-files.ts";
export type { Crosswalk, CrosswalkTable, PropertyMapping, RecordMapping } from "./crosswalk.ts";
export { coverage, percent, type Coverage, type Share } from "./crosswalk-coverage.ts";
export { links, termsOf, type TermLink } from "./crosswalk-links.ts";
export {
  conversionText,
  coverageText,
  directionText,
  lossText,
  originText,
  relationText,
} from "./crosswalk-text.ts";
export { ruleReason, ruleText } from "./rule-text.ts";
export { touchedMetrics } from "./impact.ts";
