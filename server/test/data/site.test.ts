import { describe, expect, test } from "vitest";
import { servedCommunity } from "../served-community.ts";

const address = await servedCommunity();

describe("the site", () => {
  const pages = [
    ["/", 200, "text/html; charset=utf-8", "Home"],
    ["/guides/join/", 200, "text/html; charset=utf-8", "Join"],
    ["/_astro/app.Ab12.js", 200, "text/javascript; charset=utf-8", "export {};"],
  ] as const;

  test.each(pages)("%s", async (path, status, type, text) => {
    const response = await fetch(`${address}${path}`);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe(type);
    expect(await response.text()).toContain(text);
  });

  test("leads from a folder's name to its page", async () => {
    const response = await fetch(`${address}/guides/join`, { redirect: "manual" });
    expect(response.status).toBe(308);
    expect(response.headers.get("location")).toBe("/guides/join/");
  });

  test("shows people its own page where there is nothing", async () => {
    const response = await fetch(`${address}/nothing`, { headers: { accept: "text/html" } });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("Not here");
  });

  test("lets a page run the scripts it was built with and nothing else", async () => {
    const policy = (await fetch(`${address}/`)).headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'self'");
    expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval' 'sha256-[A-Za-z0-9+/=]{44}';/);
    expect(policy).not.toMatch(/https?:/);
  });
});
