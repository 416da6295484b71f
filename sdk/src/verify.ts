/**
 * `@edufed/sdk/verify`: read and check publications. Needs neither files nor native code and runs
 * in a browser, in the gateway and at the member alike.
 */
export { canonicalDigest, canonicalJson, digestOf, isNormalText, sha256Hex } from "./canonical.ts";
export type { Digest } from "./canonical.ts";
export { formalHash, formalPart } from "./formal-hash.ts";
export type { FormalMetric, InformalMetric } from "./formal-hash.ts";
export { fromBundle, toBundle } from "./publish/bundle.ts";
export { checkTitles } from "./publish/check.ts";
export type { Check, CheckCode } from "./publish/check.ts";
export type { MetricDocument, Provenance, PublicationPredicate } from "./publish/documents.ts";
export { limits, mediaTypes, paths } from "./publish/files.ts";
export { isFraction } from "./cells.ts";
export type { FractionMetric } from "./cells.ts";
export type { PublicationFiles } from "./publish/files.ts";
export type { ListedFile, Manifest, PinnedPart } from "./publish/manifest.ts";
export type { CountBand, Quality, QualityFinding } from "./publish/quality.ts";
export { claimedMember, observationsOf, parsePublication, tableOf } from "./publish/read.ts";
export type { Documents, Publication } from "./publish/read.ts";
export type { Structure } from "./publish/read-structure.ts";
export type { StructureCode, StructureDimension } from "./publish/structure.ts";
export { isVerified, verifyPublication } from "./publish/verify.ts";
export type { VerifyOptions } from "./publish/verify.ts";
export type { Role } from "./sign/dsse.ts";
export type { Trust, TrustedKey } from "./sign/trust.ts";
