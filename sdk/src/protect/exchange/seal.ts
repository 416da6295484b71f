import type { Certificate, Claim } from "./certificate.ts";

/** A keyed digest: `hmac-sha256:` and 64 hexadecimal digits. */
export type Seal = `hmac-sha256:${string}`;

/** Shortest key of a seal, in bytes. */
const keyBytesMin = 32;

/**
 * What a report says of a certificate: by its seal the member can show later which one it was. A key
 * that stays with the member is part of it: anyone could compute a plain digest for every truth that
 * comes into question and see which of them fits. For the same reason no count of exchanges or
 * searches is published: they depend on the truth.
 */
export interface Sealed {
  readonly unknowns: number;
  readonly equations: number;
  readonly demands: number;
  readonly proven: number;
  readonly seal: Seal;
}

/** The certificate in figures that do not depend on the truth, under the seal of the member. */
export async function sealOf(
  { equations, demands }: Claim,
  certificate: Certificate,
  key: Uint8Array<ArrayBuffer>,
): Promise<Sealed> {
  if (key.length < keyBytesMin) {
    throw new RangeError(`The key of a seal has at least ${keyBytesMin} bytes.`);
  }
  const own = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  const mac = await crypto.subtle.sign("HMAC", own, bytesOf(certificate));
  return {
    unknowns: equations.least.length,
    equations: equations.totals.length,
    demands: demands.length,
    proven: demands.length - certificate.unproven.length,
    seal: `hmac-sha256:${Buffer.from(mac).toString("hex")}`,
  };
}

/** Each list with its length before it, so that two certificates never give the same bytes. */
function bytesOf({ moves, rises, falls, unproven }: Certificate): Uint8Array<ArrayBuffer> {
  const lists = [
    moves.starts,
    moves.unknowns,
    moves.steps,
    rises.moves,
    rises.times,
    falls.moves,
    falls.times,
    unproven,
  ];
  const view = new DataView(
    new ArrayBuffer(lists.reduce((size, list) => size + 4 + 4 * list.length, 0)),
  );
  let at = 0;
  for (const list of lists) {
    view.setInt32(at, list.length, true);
    list.forEach((value, place) => view.setInt32(at + 4 + 4 * place, value, true));
    at += 4 + 4 * list.length;
  }
  return new Uint8Array(view.buffer);
}
