import { EduFedError, InputError, UsageError } from "../errors.ts";
import { countedRows } from "./counted-rows.ts";
import type { Engine } from "./engine.ts";
import { notInSteps, notWhole } from "./evaluate.ts";
import { compareText } from "./compare-text.ts";
import type { CountedRow, Plan } from "./plan.ts";
import { columnsRead } from "./plan-columns.ts";
import { parsePostgresAddress } from "./postgres-address.ts";
import { columnsOf, type PostgresTable, relationsOf } from "./postgres-catalogue.ts";
import { postgresDialectWith, shortName } from "./postgres-dialect.ts";
import { openSnapshot, type Snapshot } from "./postgres-snapshot.ts";
import {
  listColumns,
  type PostgresRelations,
  sourceSteps,
  unreadablePattern,
} from "./postgres-sources.ts";
import { cellsSql } from "./sql.ts";
