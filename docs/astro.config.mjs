import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
import { sidebar } from "./src/sidebar.ts";

/** The standard reads its own folders and the SDK loads native code: Node loads both, not the bundle. */
const keptWhereTheyLie = {
  name: "kept-where-they-lie",
  enforce: "pre",
  resolveId(id) {
    return id.startsWith("@edufed/") ? { id: import.meta.resolve(id), external: true } : null;
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
      customCss: ["./src/styles/theme.css", "./src/styles/page.css", "./src/styles/explorer.css"],
      sidebar,
    }),
  ],
  vite: { plugins: [keptWhereTheyLie] },
});
