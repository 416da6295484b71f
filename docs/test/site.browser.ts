/**
 * The site in a browser, built with made-up figures of every status: what a reader sees, and what
 * the site asks of others (nothing).
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeMadeUpSiteData } from "./made-up-site.ts";

const docs = join(import.meta.dirname, "..");
const chromiumPath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** One of every kind; languages where words are long. */
const pages = {
  start: "/",
  "start in Azerbaijani": "/az/",
  guide: "/guides/exact-arithmetic/",
  "guide with tables": "/guides/govern/",
  "guide with commands": "/guides/propose-an-entity/",
  reference: "/reference/",
  entities: "/reference/entities/",
  entity: "/reference/entities/enrolment/",
  "the longest entity, in Azerbaijani": "/az/reference/entities/student/",
  rules: "/reference/rules/",
  "privacy in Finnish": "/fi/reference/privacy/",
  releases: "/reference/releases/",
  crosswalk: "/reference/crosswalks/oneroster/",
  "code list": "/reference/code-lists/attendance-status/",
  metric: "/reference/metrics/att_chronic/",
  "metric in Finnish": "/fi/reference/metrics/att_chronic/",
  dimensions: "/reference/dimensions/",
  findings: "/reference/findings/",
  checks: "/reference/checks/",
  commands: "/reference/commands/",
  gateway: "/reference/gateway/",
  "use cases": "/use-cases/",
  "use case": "/use-cases/virtual-school-monitoring/",
  explorer: "/explorer/",
  "explorer in Swedish": "/sv/explorer/",
  "a page that is not there": "/nowhere/",
};

/** Both widths, and both schemes, whose colours are the same at every width. */
const views = {
  "wide and light": { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  "narrow and dark": { colorScheme: "dark", viewport: { width: 360, height: 800 } },
} as const satisfies Record<string, BrowserContextOptions>;

let workFolder: string;
let server: Server;
let address: string;
let browser: Browser;

beforeAll(async () => {
  if (!existsSync(chromiumPath))
    throw new Error(
      `There is no Chromium at ${chromiumPath}. Install it (apt-get install chromium) or name it in CHROMIUM.`,
    );
  workFolder = await mkdtemp(join(tmpdir(), "edufed-site-"));
  const site = join(workFolder, "site");
  await build(site);
  server = await serve(site);
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
  browser = await chromium.launch({
    executablePath: chromiumPath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  if (workFolder !== undefined) await rm(workFolder, { recursive: true, force: true });
});

describe.concurrent.each(Object.entries(pages))("%s", (_, path) => {
  test.each(Object.entries(views))("%s", async (view, options) => {
    await onPage(path, options, async (page, traffic) => {
      // What a page asks for once it runs does not depend on its width.
      if (view === "wide and light") await page.waitForLoadState("networkidle");
      const own = traffic.asked.filter((url) => url.startsWith(address));
      const strangers = traffic.asked.filter(
        (url) => !url.startsWith("data:") && !own.includes(url),
      );
      expect(own.length).toBeGreaterThan(0);
      expect(strangers).toEqual([]);
      // There is no gateway here, and one address has no page.
      const missing = traffic.failed.filter((url) => !/\/(?:graphql|nowhere\/)$/u.test(url));
      expect(missing).toEqual([]);
      expect(await page.evaluate(sideways)).toBe(0);
      expect(await page.evaluate(bareBackticks)).toEqual([]);
      expect(await axeFindings(page)).toEqual([]);
    });
  });
});

/** How far a page can be moved to the side; only boxes with a label may. */
const sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

/** Texts in which code still stands between backticks. */
const bareBackticks = `[...document.querySelectorAll("main :is(p, li, dd, td, th, h1, h2, h3)")]
  .map((element) => element.textContent)
  .filter((text) => text.includes("\u0060"))`;

describe("the page of an entity", () => {
  test("leads from the table to the property, and opens what stays closed at first", async () => {
    await onPage("/reference/entities/enrolment/", {}, async (page) => {
      await page.locator(".edufed-glance").getByRole("link", { name: "exitDate" }).click();
      expect(new URL(page.url()).hash).toBe("#exitDate");
      const closed = page.locator("details:not([open])");
      expect(await closed.count()).toBeGreaterThan(3);
      await page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))");
      await page.setViewportSize({ width: 360, height: 800 });
      expect(await page.evaluate(sideways)).toBe(0);
      expect(await axeFindings(page)).toEqual([]);
    });
  });

  test("serves the schemas, the header and the tables that it offers", async () => {
    await onPage("/reference/entities/enrolment/", {}, async (page) => {
      const links = await page
        .locator("#downloads ~ ul a")
        .evaluateAll((elements) => elements.map((element) => element.getAttribute("href") ?? ""));
      expect(links.length).toBe(6);
      const texts = await Promise.all(
        links.map(async (link) => {
          const got = await fetch(new URL(link, address));
          expect([link, got.status]).toEqual([link, 200]);
          return got.text();
        }),
      );
      const [local = "", shareable = "", header = "", duckdb = "", postgres = "", concept = ""] =
        texts;
      expect(JSON.parse(local)).toHaveProperty("properties.exitType");
      expect(JSON.parse(shareable)).not.toHaveProperty("properties.exitType");
      expect(header).toMatch(/^studentId,schoolId,/u);
      for (const table of [duckdb, postgres]) expect(table).toContain('CREATE TABLE "enrolment"');
      expect(concept).toContain("/reference/entities/enrolment/");
    });
  });
});

describe("the explorer", () => {
  test.each([true, false])(
    "marks withheld cells and gives them no number, JavaScript: %s",
    async (javaScriptEnabled) => {
      await onPage("/explorer/", { javaScriptEnabled }, async (page) => {
        const hatched = page.locator(".ex-panel tr:has(.ex-hatched)");
        expect(await hatched.count()).toBeGreaterThan(0);
        for (const row of await hatched.all()) {
          expect(await row.locator(".ex-value").innerText()).toBe("withheld");
        }
        expect(await page.locator(".ex-panel").count()).toBeGreaterThan(1);
        expect(await page.locator(".edufed-table tbody tr").count()).toBeGreaterThan(0);
      });
    },
  );

  test("shows the verdict with its reasons without a click", async () => {
    await onPage("/explorer/", { javaScriptEnabled: false }, async (page) => {
      const verdict = page.locator(".ex-verdict");
      expect(await verdict.isVisible()).toBe(true);
      expect(await verdict.locator("li").count()).toBeGreaterThan(0);
    });
  });

  test("another choice changes panels, table and address", async () => {
    await onPage("/explorer/", {}, async (page) => {
      await page.waitForSelector("edufed-explorer[data-awake]");
      const selects = page.locator(".ex-choice select");
      const before = await page.locator(".ex-panel tbody").first().innerText();
      const ways = await selects
        .nth(1)
        .locator("option")
        .evaluateAll((options) => options.map((option) => option.getAttribute("value") ?? ""));
      expect(ways.length).toBeGreaterThan(1);
      await selects.nth(1).selectOption(ways.at(-1) ?? "");
      expect(await page.locator(".ex-panel tbody").first().innerText()).not.toBe(before);
      expect(new URL(page.url()).searchParams.get("by")).toBe(ways.at(-1));
    });
  });

  test("its address is a choice that can be sent to someone", async () => {
    await onPage("/explorer/", {}, async (page) => {
      await page.waitForSelector("edufed-explorer[data-awake]");
      const metrics = await page
        .locator(".ex-choice select")
        .first()
        .locator("option")
        .evaluateAll((options) => options.map((option) => option.getAttribute("value") ?? ""));
      const last = metrics.at(-1) ?? "";
      await page.goto(`${address}/explorer/?metric=${last}&by=SEX`);
      await page.waitForSelector("edufed-explorer[data-awake]");
      expect(await page.locator(".ex-choice select").first().inputValue()).toBe(last);
    });
  });

  test("its scripts weigh less than 60 kB compressed", async () => {
    await onPage("/explorer/", {}, async (page) => {
      const addresses = await page
        .locator("script[src], link[rel=modulepreload]")
        .evaluateAll((elements) =>
          elements.map(
            (element) => element.getAttribute("src") ?? element.getAttribute("href") ?? "",
          ),
        );
      const { gzipSync } = await import("node:zlib");
      const scripts = await Promise.all(
        addresses.map(async (script) =>
          gzipSync(await (await fetch(new URL(script, address))).bytes()),
        ),
      );
      expect(scripts.length).toBeGreaterThan(0);
      expect(scripts.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(60_000);
    });
  });
});

/** What a page asked for, and what of it was not there. */
interface Traffic {
  readonly asked: string[];
  readonly failed: string[];
}

const contexts = new Map<string, Promise<BrowserContext>>();

/** One context for all pages that are looked at in the same way: what they share is loaded once. */
function contextOf(options: BrowserContextOptions): Promise<BrowserContext> {
  const key = JSON.stringify(options);
  const known = contexts.get(key) ?? browser.newContext(options);
  contexts.set(key, known);
  return known;
}

/** Opens a page, lets the test look at it and closes it; a script error fails the test. */
async function onPage(
  path: string,
  options: BrowserContextOptions,
  look: (page: Page, traffic: Traffic) => Promise<void>,
): Promise<void> {
  const page = await (await contextOf(options)).newPage();
  try {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    const traffic: Traffic = { asked: [], failed: [] };
    page.on("request", (request) => traffic.asked.push(request.url()));
    page.on("response", (got) => got.ok() || traffic.failed.push(got.url()));
    await page.goto(address + path);
    await look(page, traffic);
    expect(errors).toEqual([]);
  } finally {
    await page.close();
  }
}

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Findings outside our parts: Starlight's search button has a label that does not begin with its
 * visible text, and its code blocks share their landmark's name.
 */
const notOurs = ["button[data-open-modal]", ".expressive-code"];

async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(await axeSource);
  const findings: unknown = await page.evaluate(
    `axe.run({ exclude: ${JSON.stringify(notOurs)} }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ": " + target.join(" "))))`,
  );
  return Array.isArray(findings) ? findings.map(String) : ["axe gave no answer"];
}

async function build(site: string): Promise<void> {
  const figures = join(workFolder, "figures");
  await writeMadeUpSiteData(figures);
  const astro = join(docs, "node_modules/astro/bin/astro.mjs");
  await promisify(execFile)(process.execPath, [astro, "build", "--outDir", site], {
    cwd: docs,
    env: {
      ...process.env,
      EDUFED_DEMO: figures,
      ASTRO_TELEMETRY_DISABLED: "1",
      NODE_ENV: "production",
    },
  });
}

const mediaTypes: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

/** The site and nothing else: the explorer must do without a gateway. */
async function serve(site: string): Promise<Server> {
  const files = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const file = join(site, path.endsWith("/") ? `${path}index.html` : path);
    answer(response, file)
      .catch(async () => {
        response.statusCode = 404;
        await answer(response, join(site, "404.html"));
      })
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((listening) => {
    files.listen(0, "127.0.0.1", listening);
  });
  return files;
}

async function answer(response: ServerResponse, file: string): Promise<void> {
  const bytes = await readFile(file);
  response.setHeader("content-type", mediaTypes[extname(file)] ?? "application/octet-stream");
  response.end(bytes);
}
