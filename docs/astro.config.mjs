import { pathToFileURL } from "node:url";
import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
import { sidebar } from "./src/sidebar.ts";

/**
 * The standard reads its own folders, and the SDK and the gateway load native code: Node loads all
 * of them from where they lie, not from the bundle.
 */
const keptWhereTheyLie = {
  name: "kept-where-they-lie",
  enforce: "pre",
  resolveId(id, importer) {
    if (id.startsWith("@edufed/")) return { id: import.meta.resolve(id), external: true };
    const isElsewhere =
      importer !== undefined && /^[.]+\/.*\/(schemas|sdk|server)\/src\//u.test(id);
    return isElsewhere ? { id: new URL(id, pathToFileURL(importer)).href, external: true } : null;
  },
};

export default defineConfig({
  // Everything is served from the gateway's own address; nothing is asked of another host.
  trailingSlash: "ignore",
  devToolbar: { enabled: false },
  integrations: [
    starlight({
      title: "EduFed",
      description: "Share what is known about schools, and never what is known about a child.",
      credits: false,
      pagination: false,
      lastUpdated: false,
      defaultLocale: "root",
      locales: {
        root: { label: "English", lang: "en" },
        fi: { label: "Suomi", lang: "fi" },
        sv: { label: "Svenska", lang: "sv" },
        az: { label: "Azərbaycanca", lang: "az" },
      },
      customCss: [
        "./src/styles/theme.css",
        "./src/styles/page.css",
        "./src/styles/reference.css",
        "./src/styles/explorer.css",
      ],
      components: { MarkdownContent: "./src/components/markdown-content.astro" },
      sidebar,
    }),
  ],
  vite: { plugins: [keptWhereTheyLie] },
});
