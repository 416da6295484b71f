import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { edufed, edufedWith, marker, root } from "../cli/edufed.ts";
import { makeFolder } from "./folder.ts";
import { address, cluster, engine, registry, renewSchema, school } from "./postgres-school.ts";
import { readRecords } from "../../src/import/records.ts";

const main = new URL("../../src/cli/main.ts", import.meta.url).pathname;
const host = encodeURIComponent(cluster.folder);
const as = (user: string, password: string): string =>
  `postgres://${user}:${password}@/postgres?host=${host}&schema=school`;

beforeAll(() => {
  cluster.psql(`create role reader login password 'right'; create role stranger login;
    copy (select 'local all reader scram-sha-256' union all select 'local all all trust') to '${cluster.folder}/data/pg_hba.conf';
    select pg_reload_conf();`);
});

/** What a person sees of a validation that cannot begin: one error and what to do, and no secret. */
async function refusal(...argv: readonly string[]): Promise<string> {
  const { code, out, err } = await edufed(root, "validate", ...argv);
  expect(out).toBe("");
  expect(err).not.toContain(marker);
  expect(err).not.toContain("@");
  expect(err.split("\n")).toHaveLength(2);
  return `${code} ${err}`;
}

/** The way to the server for clients that know no sockets, which a test can cut. */
async function wayThrough(
  pass: (socket: Socket) => void,
): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer(pass).listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  return { port: bound.port, server };
}

describe("what cannot be read is told, and the password is not", () => {
  test("nobody listens", async () => {
    expect(await refusal(`postgres://reader:${marker}@127.0.0.1:1/db`)).toMatch(
      /^3 error: postgres:\/\/127\.0\.0\.1:1\/db could not be reached.*ECONNREFUSED/,
    );
  });

  test("there is no such host", async () => {
    expect(await refusal(`postgres://reader:${marker}@nowhere.invalid/db`)).toMatch(
      /^3 error: postgres:\/\/nowhere\.invalid\/db could not be reached/,
    );
  });

  test("a server that says nothing", async () => {
    const { port, server } = await wayThrough(() => undefined);
    expect(await refusal(`postgres://reader:${marker}@127.0.0.1:${port}/db`)).toMatch(
      /^3 error: .* could not be reached.*timeout/,
    );
    server.close();
  }, 20_000);

  test("the password is wrong, or there is none", async () => {
    renewSchema("create table school.student (id text)");
    expect(await refusal(as("reader", marker))).toMatch(/^2 error: .* does not let reader in/);
    expect(await refusal(`postgres://reader@/postgres?host=${host}`)).toMatch(
      /^2 error: .* does not let reader in/,
    );
    cluster.psql(
      "grant usage on schema school to reader; grant select on school.student to reader",
    );
    expect((await edufed(root, "validate", as("reader", "right"))).err).not.toContain("error:");
  });

  test("the password is taken from where psql takes it", async () => {
    renewSchema(
      "create table school.student (id text); grant usage on schema school to reader; grant select on school.student to reader",
    );
    const given = `postgres://reader@/postgres?host=${host}&schema=school`;
    using folder = makeFolder();
    const passwords = folder.write("passwords", "*:*:*:reader:right\n");
    chmodSync(passwords, 0o600);
    for (const [name, value] of [
      ["PGPASSWORD", "right"],
      ["PGPASSFILE", passwords],
    ] as const) {
      vi.stubEnv(name, value);
      expect((await edufed(root, "validate", given)).err).not.toContain("error:");
      vi.unstubAllEnvs();
    }
    expect(await refusal(given)).toMatch(/^2 error: .* does not let reader in/);
    const { stdout, stderr } = spawnSync(process.execPath, [main, "validate", given], {
      env: { ...process.env, PGPASSFILE: passwords },
      encoding: "utf8",
    });
    expect(stdout).toContain("postgres:///postgres/school.student");
    expect(stderr).toBe("");
  });

  test("there is no such database, schema or table", async () => {
    renewSchema("create table school.studnet (id text)");
    expect(await refusal(`postgres://edufed@/sis?host=${host}`)).toMatch(
      /^2 error: postgres:\/\/\/sis does not exist/,
    );
    expect(await refusal(`${address}&schema=scool`)).toMatch(
      /^2 .* no schema called scool.\n.*Did you mean school/,
    );
    expect(await refusal(school)).toMatch(
      /^2 .* named after an entity.\n.*There is school.studnet/,
    );
    expect(await refusal(school, "--entity", "student")).toMatch(
      /^2 .* no table or view called student/,
    );
    expect(await refusal(school, "--entity", "pupil")).toMatch(/^2 .*not an entity/);
  });

  test("a table may not be read, or only some of its rows", async () => {
    renewSchema(`create table school.student (id text); create table school.staff (id text);
      grant usage on schema school to stranger; grant select on school.staff to stranger;
      alter table school.staff enable row level security;`);
    expect(await refusal(as("stranger", marker), "--entity", "student")).toMatch(
      /^2 .*\/school\.student may not be read by stranger/,
    );
    expect(await refusal(as("stranger", marker), "--entity", "staff")).toMatch(
      /^2 .*\/school\.staff may not be read by stranger/,
    );
  });

  test("a view fails over a value, which is not repeated", async () => {
    renewSchema(
      `create view school.student as select ('${marker}' || x)::int::text as id from generate_series(1, 3) as x`,
    );
    expect(await refusal(school)).toMatch(
      /^2 .*school\.student could not be read: .*SQLSTATE 22P02/,
    );
  });

  test("no column is a property, a record is too long", async () => {
    renewSchema("create table school.student (name text)");
    expect(await refusal(school)).toMatch(/^2 .*none of its 1 columns is a property of student/);
    renewSchema(
      `create table school.student (id text, address text); insert into school.student values ('1', repeat('x', ${70 << 20}))`,
    );
    expect(await refusal(school)).toMatch(/^2 .*a record is longer than 64 MB/);
  });

  test("a command that takes no database does not repeat the address", async () => {
    for (const command of ["audit", "verify", "review"]) {
      const { code, err } = await edufed(root, command, `postgres://reader:${marker}@host/db`);
      expect(code).toBe(2);
      expect(err).not.toContain(marker);
    }
  });
});

describe("a large table", () => {
  const rows = 300_000;
  beforeAll(() => {
    renewSchema(
      `create table school.student as select 'student-' || i as id, '1' as sex, date '2010-01-01' + i % 2000 as "birthDate", repeat('x', 100) as address from generate_series(1, ${rows}) as i; create table school.staff as select id, sex from school.student limit 5`,
    );
  });

  test("is streamed: none of its rows becomes an object", async () => {
    // What is garbage already counts for nothing, however busy the machine is.
    setFlagsFromString("--expose-gc");
    const collect: unknown = runInNewContext("gc");
    if (typeof collect !== "function") throw new Error("there is no garbage collector to ask");
    const held = (): number => {
      Reflect.apply(collect, undefined, []);
      return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
    };
    const start = held();
    let [most, looks] = [0, 0];
    const clock = setInterval(() => {
      most = Math.max(most, held() - start);
      looks += 1;
    }, 150);
    const { records } = await readRecords(engine(), [school], registry);
    clearInterval(clock);
    expect(
      await engine().rows(
        "select count(*) as n, min(_row) as first, max(_row) as last from student__raw",
      ),
    ).toEqual([{ n: rows, first: 1, last: rows }]);
    expect(records.relations.size).toBe(2);
    expect(looks).toBeGreaterThan(2);
    expect(most >> 20, "MB").toBeLessThan(60);
  });

  test("whose connection is lost in the middle ends the command with 3", async () => {
    const { port, server } = await wayThrough((socket) => {
      const beyond = connect(`${cluster.folder}/.s.PGSQL.5432`);
      let passed = 0;
      beyond.on("data", (bytes) => {
        passed += bytes.length;
        if (passed > 1 << 20) socket.destroy();
        else socket.write(bytes);
      });
      socket.on("data", (bytes) => beyond.write(bytes)).on("close", () => beyond.destroy());
      for (const end of [socket, beyond]) end.on("error", () => undefined);
    });
    expect(
      await refusal(`postgres://edufed:${marker}@127.0.0.1:${port}/postgres?schema=school`),
    ).toMatch(
      /^3 error: postgres:\/\/127\.0\.0\.1:\d+\/postgres\/school\.student could not be reached, or the connection was lost/,
    );
    server.close();
  });

  test("that is interrupted leaves nothing behind", async () => {
    const interrupt = new AbortController();
    setTimeout(() => interrupt.abort(), 300);
    const { code, err } = await edufedWith(
      { cwd: root, signal: interrupt.signal },
      "validate",
      school,
    );
    expect([code, err]).toEqual([130, "Interrupted. Nothing was left half written."]);
  });

  test("becomes files by `import records`, as every command reads it", async () => {
    const { code, err } = await edufed(root, "import", "records", school, "--out", "imported");
    expect(err).not.toContain("error:");
    expect(code).toBe(0);
  });
});

afterAll(() => cluster.psql("drop schema school cascade; drop role stranger; drop role reader"));
