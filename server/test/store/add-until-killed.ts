/** Adds publications to the store of the first argument and says each one that was acknowledged. */
import { openStore } from "../../src/store/open.ts";
import { handMade } from "./hand-made.ts";

const store = openStore(`sqlite:${process.argv[2] ?? ""}`);
const head = await store.head("FI-HEL");
for (let sequence = (head?.sequence ?? 0) + 1; ; sequence += 1) {
  await store.add(handMade(sequence, 2000), "2026-09-01T09:00:00.000Z");
  process.stdout.write(`${sequence}\n`);
}
