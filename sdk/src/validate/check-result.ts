/** A check with how it was done and what it found: what a quality report lists, passed ones too. */
export interface CheckResult {
  readonly id: string;
  readonly entity: string;
  /** `sql`: counted in the engine; `record`: values taken through the record validator; `none`: could not be checked. */
  readonly by: "sql" | "record" | "none";
  readonly records: number;
  readonly violations: number;
}
