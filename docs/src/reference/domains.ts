import type { Domain } from "@edufed/schemas";

/** The domains in the order in which the site shows them: the frame first. */
export const domains: readonly Domain[] = [
  "organisation",
  "students",
  "staff",
  "activity",
  "assessment",
  "wellbeing",
];
