import { publishToFolder } from "./feed.ts";
import type { Published } from "./feed.ts";
import { publishToGateway } from "./gateway.ts";
import type { Signed } from "./sign.ts";

/** Publishes to a gateway when the target is an http address, else to a feed folder. */
export async function publishTo(files: Signed, target: string): Promise<Published> {
  return /^https?:\/\//.test(target)
    ? publishToGateway(files, target)
    : publishToFolder(files, target);
}
