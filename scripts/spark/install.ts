/**
 * Spark and the Java that it runs on, for the test suite: Spark once from PyPI, checked against the
 * digests below and kept in a folder of the user's cache; Java from Debian where there is none.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "../cache-folder.ts";

/** What is needed to run a script. */
export interface Spark {
  /** The folder of Python packages with `pyspark`. */
  readonly packages: string;
  /** The program `spark-submit`. */
  readonly submit: string;
  readonly javaHome: string;
}

export const sparkVersion = "4.3.0";

/** The oldest Java that this version runs on. */
const javaMin = 17;

/** The oldest Python that this version runs on. */
const pythonMin = 10;

const packages = [
  {
    name: "pyspark",
    version: sparkVersion,
    sha256: "e8c517948eff7088a7aa07449aa8eafa4a15a8d50319de2525a6fd26622476c6",
  },
  {
    name: "py4j",
    version: "0.10.9.9",
    sha256: "c7c26e4158defb37b0bb124933163641a2ff6e3a3913f7811b0ddbe07ed61533",
  },
] as const;

/** Makes sure that everything is there, and says what it fetches. */
export function installSpark(say: (line: string) => void): Spark {
  const place = join(cacheFolder(), `spark-${sparkVersion}`);
  const spark = { packages: place, submit: join(place, "pyspark", "bin", "spark-submit") };
  const java = installedJava(say);
  if (!existsSync(place)) fetchPackages(place, say);
  return { ...spark, javaHome: java };
}

/** Fetched beside its place, so that what is interrupted leaves nothing that looks whole. */
function fetchPackages(place: string, say: (line: string) => void): void {
  withPip(say);
  const cache = dirname(place);
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, "unfinished-"));
  say(`fetching Spark (pyspark ${sparkVersion} from PyPI, 460 MB)`);
  try {
    const list = join(work, "requirements.txt");
    const lines = packages.map(
      ({ name, version, sha256 }) => `${name}==${version} --hash=sha256:${sha256}\n`,
    );
    writeFileSync(list, lines.join(""));
    const target = join(work, "packages");
    const options = ["--quiet", "--no-cache-dir", "--root-user-action=ignore", "--require-hashes"];
    python(["-m", "pip", "install", ...options, "--target", target, "-r", list]);
    // Another process that was faster has put the same there.
    if (!existsSync(place)) renameSync(target, place);
  } catch (cause) {
    throw new Error(
      `Spark could not be fetched. Is PyPI reachable, and is there room for 1.5 GB in ${cache}?`,
      { cause },
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The Java of the machine when it is new enough, else the one of Debian. */
function installedJava(say: (line: string) => void): string {
  const found = javaHome();
  if (found !== undefined) return found;
  install("default-jre-headless", say);
  const got = javaHome();
  if (got !== undefined) return got;
  throw new Error(`Spark needs Java ${javaMin} or newer. Install it, or set JAVA_HOME to it.`);
}

/** The folder of a Java that is new enough. */
function javaHome(): string | undefined {
  const given = process.env["JAVA_HOME"];
  if (given !== undefined && javaVersion(join(given, "bin", "java")) >= javaMin) return given;
  const program = (process.env["PATH"] ?? "")
    .split(":")
    .map((folder) => join(folder, "java"))
    .find((java) => existsSync(java));
  if (program === undefined || javaVersion(program) < javaMin) return undefined;
  return dirname(dirname(realpathSync(program)));
}

/** The major version of a Java program; 0 where there is none. */
function javaVersion(java: string): number {
  const { stderr, status } = spawnSync(java, ["-version"], { encoding: "utf8" });
  return status === 0 ? Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0) : 0;
}

/** Python and its installer, from Debian where they are missing. */
function withPip(say: (line: string) => void): void {
  if (spawnSync("python3", ["-m", "pip", "--version"]).status !== 0) install("python3-pip", say);
  python(["-c", `import sys; sys.exit(sys.version_info < (3, ${pythonMin}))`]);
}

function install(name: string, say: (line: string) => void): void {
  say(`installing ${name} from Debian`);
  const root = process.getuid?.() === 0 ? [] : ["sudo"];
  const apt = [...root, "apt-get"];
  run("env", [...apt, "update", "-qq"]);
  run("env", [...apt, "install", "-y", "-qq", "--no-install-recommends", name]);
}

function python(parameters: readonly string[]): void {
  run("python3", parameters);
}

function run(program: string, parameters: readonly string[]): void {
  execFileSync(program, parameters, { stdio: ["ignore", "inherit", "inherit"] });
}
