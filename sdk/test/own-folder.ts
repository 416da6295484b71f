import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Everything a test file writes is below here. The folder is empty when a file begins and gone when
 * it is done, however many files one process runs.
 */
export const root: string = join(tmpdir(), `edufed-test-${randomUUID()}`);
