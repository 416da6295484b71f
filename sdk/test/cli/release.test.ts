import {
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { done, edufed, expectOneError, listing, root, useCase } from "./edufed.ts";
import { memberWithEverything } from "./member.ts";

let member: string;

beforeAll(async () => {
  member = await memberWithEverything("member");
});

let copies = 0;

/** The member as it was before anything was published, in a folder of its own. */
function copyOfMember(): string {
  const place = join(root, `copy${(copies += 1)}`);
  cpSync(member, place, { recursive: true });
  return place;
}

type Alteration = readonly [what: string, alter: (folder: string) => void];

const replaceIn = (file: string, from: RegExp, to: string): Alteration[1] => {
  return (folder) => {
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    const altered = text.replace(from, to);
    expect(altered, `${file} has nothing to alter`).not.toBe(text);
    writeFileSync(path, altered);
  };
};

const alterations: readonly Alteration[] = [
  ["a figure raised by one", replaceIn("data.csv", /,F,(\d+),/, ",F,1$1,")],
  ["data cut off", (folder) => truncateSync(join(folder, "data.csv"), 40)],
  ["data emptied", (folder) => truncateSync(join(folder, "data.csv"), 0)],
  ["data gone", (folder) => rmSync(join(folder, "data.csv"))],
  ["another sequence in the manifest", replaceIn("manifest.json", /"sequence":1/, '"sequence":2')],
  ["a manifest that is not JSON", replaceIn("manifest.json", /\{/, "[")],
  ["a better quality", replaceIn("quality.json", /\d/, "9")],
  ["another definition of the metric", replaceIn("metric.json", /absent/, "present")],
  ["a disclosure report that is gone", (folder) => rmSync(join(folder, "disclosure.json"))],
  ["a softer policy", replaceIn("disclosure.json", /"contributorsMin":10/, '"contributorsMin":11')],
  [
    "a signature of other bytes",
    replaceIn("signatures/publication.dsse.json", /"sig":"../, '"sig":"AA'),
  ],
  ["no signatures", (folder) => rmSync(join(folder, "signatures"), { recursive: true })],
];

describe("a publication that was altered", () => {
  test.each(alterations)(
    "%s: verify fails with code 1 and says which check",
    async (_what, alter) => {
      const place = copyOfMember();
      alter(join(place, "signed"));
      const before = listing(place);
      const said = await edufed(place, "verify", "signed");
      expect(said.code).toBe(1);
      expect(said.out).toMatch(/^B\d\d FAIL /m);
      expect(said.out).toContain("NOT verified");
      expect(said.err).toBe("");
      expect(listing(place)).toEqual(before);
    },
  );

  test.each(alterations)("%s: publish refuses, and no feed is begun", async (_what, alter) => {
    const place = copyOfMember();
    alter(join(place, "signed"));
    const before = listing(place);
    const said = await edufed(place, "publish", "signed", "--to", "feed");
    expect(said.code).toBe(1);
    expectOneError(said);
    expect(listing(place)).toEqual(before);
  });

  test("a draft that was altered after it was drawn up cannot be signed", async () => {
    const place = copyOfMember();
    replaceIn("data.csv", /,F,(\d+),/, ",F,1$1,")(join(place, "draft"));
    const before = listing(place);
    const said = await edufed(
      place,
      "sign",
      "draft",
      "--role",
      "checker",
      "--key",
      "keys/checker.key",
    );
    expect(said.code).toBe(1);
    expectOneError(said);
    expect(listing(place)).toEqual(before);
  });

  test.each(["review", "audit"])("%s cannot read one whose data are cut off", async (command) => {
    const place = copyOfMember();
    truncateSync(join(place, "draft", "data.csv"), 40);
    const said = await edufed(place, command, "draft");
    expect(said.code).toBe(2);
    expectOneError(said);
  });

  test("a publication signed by another member's keys is not this member's", async () => {
    const place = copyOfMember();
    const flags = ["--member", "FI-HEL", "--name", "Impostor", "--contact", "nobody"];
    await done(root, "init", `impostor${copies}`, ...flags);
    const entry = join(root, `impostor${copies}`, "member.json");
    const said = await edufed(place, "verify", "signed", "--members", entry);
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/^B0[34] FAIL /m);
  });
});

describe("publishing to a folder", () => {
  test("is entered into the workspace's own record, and doing it twice changes nothing", async () => {
    const place = copyOfMember();
    expect(await done(place, "publish", "signed", "--to", "feed")).toContain(
      "Published as number 1",
    );
    const once = listing(place);
    expect(Object.keys(once)).toContain("feed/feed.json");
    expect(Object.keys(once)).toContain("publications/feed.json");
    expect(await done(place, "publish", "signed", "--to", "feed")).toContain("was there already");
    expect(listing(place)).toEqual(once);
  });

  test("the draft of the same number cannot follow itself", async () => {
    const place = copyOfMember();
    await done(place, "publish", "signed", "--to", "feed");
    await done(place, "protect", "cells.parquet", "--out", "again", "--history", "feed");
    const said = await edufed(place, "protect", "cells.parquet", "--out", "again");
    expect(said.code).toBe(2);
    const manifest = JSON.parse(readFileSync(join(place, "again", "manifest.json"), "utf8"));
    expect(manifest.sequence).toBe(2);
  });

  test("a feed whose index is broken is neither read nor written", async () => {
    const place = copyOfMember();
    await done(place, "publish", "signed", "--to", "feed");
    writeFileSync(join(place, "feed", "feed.json"), "[]");
    const before = listing(place);
    const said = await edufed(place, "publish", "signed", "--to", "feed");
    expect(said.code).toBe(2);
    expectOneError(said);
    expect(listing(place)).toEqual(before);
  });
});

/** A gateway that answers every request in one way. */
interface Answer {
  readonly status: number;
  readonly body: string;
}

const refusal = {
  error: {
    code: "unknown-member",
    message: "FI-HEL is not a member of this community.",
    remedy: "Ask the community to list your member.json.",
  },
};

describe("a gateway", () => {
  const servers: Server[] = [];
  afterAll(() => servers.forEach((server) => server.close()));

  async function gatewayThat({ status, body }: Answer): Promise<string> {
    const server = createServer((_request, response) => {
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    });
    servers.push(server);
    await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return `http://127.0.0.1:${address.port}`;
  }

  const answers: readonly (readonly [string, Answer, number, string])[] = [
    ["that refuses", { status: 422, body: JSON.stringify(refusal) }, 1, refusal.error.message],
    ["that fails", { status: 500, body: JSON.stringify(refusal) }, 3, "failed"],
    ["that is something else", { status: 404, body: "<html>" }, 3, "status 404"],
  ];

  test.each(answers)(
    "%s: publish says so and enters nothing",
    async (_what, answer, code, says) => {
      const place = copyOfMember();
      const before = listing(place);
      const said = await edufed(place, "publish", "signed", "--to", await gatewayThat(answer));
      expect(said.code).toBe(code);
      expectOneError(said);
      expect(said.err).toContain(says);
      expect(listing(place)).toEqual(before);
    },
  );

  test("without the publication: verify ends with code 3", async () => {
    const address = `${await gatewayThat({ status: 404, body: "" })}/publications/x`;
    const said = await edufed(member, "verify", address);
    expect(said.code).toBe(3);
    expectOneError(said);
    expect(said.err).toContain("There is no publication at");
  });

  test.each([
    ["that fails", { status: 500, body: "" }, 3],
    ["without figures", { status: 200, body: "<html>" }, 2],
  ] as const)("%s: a notebook is not written", async (_what, answer, code) => {
    const place = copyOfMember();
    const from = await gatewayThat(answer);
    const said = await edufed(place, "notebook", "run", useCase, "--data", from, "--out", "a.html");
    expect(said.code).toBe(code);
    expectOneError(said);
    expect(existsSync(join(place, "a.html"))).toBe(false);
  });
});

describe("moving a workspace", () => {
  test("its publications verify from anywhere, with the list of members", async () => {
    const place = copyOfMember();
    renameSync(join(place, "signed"), join(root, "elsewhere"));
    const list = join(place, "member.json");
    expect(await done(root, "verify", "elsewhere", "--members", list)).toContain("Verified");
  });
});
