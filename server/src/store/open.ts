import { UsageError } from "@edufed/sdk";
import { openSqliteStore } from "./sqlite.ts";
import type { Store } from "./store.ts";

/** Every kind of store, by the scheme of its address. A new kind is one file and one line here. */
const kinds: Readonly<Record<string, (rest: string) => Store>> = {
  sqlite: openSqliteStore,
};

/** Opens the store at an address such as `sqlite:gateway.sqlite` or `sqlite::memory:`. */
export function openStore(address: string): Store {
  const colon = address.indexOf(":");
  const open = kinds[address.slice(0, Math.max(0, colon))];
  const rest = address.slice(colon + 1);
  if (open === undefined || rest === "") {
    throw new UsageError(
      `"${address}" is not the address of a store.`,
      `Write ${Object.keys(kinds)
        .map((kind) => `${kind}:<file>`)
        .join(" or ")}.`,
    );
  }
  return open(rest);
}
