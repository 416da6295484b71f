import { contoso } from "./contoso.ts";
import type { Importer } from "./importer.ts";
import { plainRecords } from "./plain-records.ts";

/** Every source format that can be imported; to add one, write an Importer and name it here. */
export const importers: readonly Importer[] = [plainRecords, contoso];
