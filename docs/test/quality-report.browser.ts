/** The quality report in a browser: it asks for nothing, fits a phone, and everybody can read it. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

const program = join(import.meta.dirname, "../../sdk/src/cli/main.ts");
const chromiumPath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const axe = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let folder: string;
let browser: Browser;

beforeAll(async () => {
  if (!existsSync(chromiumPath))
    throw new Error(
      `There is no Chromium at ${chromiumPath}. Install it (apt-get install chromium) or name it in CHROMIUM.`,
    );
  folder = await mkdtemp(join(tmpdir(), "edufed-report-"));
  await edufed("synth", "--students", "300", "--member", "helsinki", "--out", "valid");
  await report("valid", "valid.html");
  await mkdir(join(folder, "broken"));
  const rows = Array.from({ length: 60 }, (_, index) => `s${index},${index < 4 ? "q" : 1},2012`);
  const header = "id,sex,birthYear,anUnknownColumnWithAVeryLongNameThatDoesNotFitOnAPhone";
  const text = `${header}\n${rows.map((row) => `${row},x`).join("\n")}\n`;
  await writeFile(join(folder, "broken", "student.csv"), text);
  await report("broken", "broken.html", "--previous", "valid.html");
  await report("broken", "broken-az.html", "--language", "az");
  browser = await chromium.launch({
    executablePath: chromiumPath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

const views = [
  ["wide and light", { colorScheme: "light", viewport: { width: 1280, height: 900 } }],
  ["wide and dark", { colorScheme: "dark", viewport: { width: 1280, height: 900 } }],
  ["narrow and light", { colorScheme: "light", viewport: { width: 360, height: 800 } }],
  ["narrow and dark", { colorScheme: "dark", viewport: { width: 360, height: 800 } }],
] as const;

const pages = ["valid.html", "broken.html", "broken-az.html"];

test.each(pages.flatMap((page) => views.map((view) => [page, ...view] as const)))(
  "%s, %s",
  async (name, _, options) => {
    const context = await browser.newContext({ ...options, bypassCSP: true });
    try {
      const page = await context.newPage();
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      const address = pathToFileURL(join(folder, name)).href;
      await page.goto(address);
      expect(await page.evaluate(sideways)).toBe(0);
      await page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))");
      expect(await page.evaluate(sideways)).toBe(0);
      await page.evaluate(await axe);
      expect(await page.evaluate(axeFindings)).toEqual([]);
      expect(asked).toEqual([address]);
    } finally {
      await context.close();
    }
  },
);

test("its own policy lets it load nothing and run nothing", async () => {
  const page = await browser.newPage();
  try {
    const refused: string[] = [];
    page.on("console", (message) => refused.push(message.text()));
    await page.goto(pathToFileURL(join(folder, "valid.html")).href);
    expect(refused).toEqual([]);
    const element = "Object.assign(document.createElement('img'), { src: 'http://127.0.0.1:9/' })";
    await page.evaluate(`document.body.append(${element})`);
    await expect.poll(() => refused.join(" ")).toMatch(/Content Security Policy/u);
  } finally {
    await page.close();
  }
});

const sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

const axeFindings = `axe.run().then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ": " + target.join(" "))))`;

async function report(records: string, out: string, ...options: readonly string[]): Promise<void> {
  await edufed("validate", records, "--format", "html", "--out", out, ...options);
}

/** Runs one command line; records that are not valid end it with 1. */
async function edufed(...argv: readonly string[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    execFile(process.execPath, [program, ...argv], { cwd: folder }, (error, _, said) => {
      if (error === null || error.code === 1) resolve();
      else reject(new Error(said, { cause: error }));
    });
  });
}
