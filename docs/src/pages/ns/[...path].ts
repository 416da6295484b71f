import { loadRegistry } from "@edufed/schemas";
import type { APIRoute } from "astro";
import { servedFiles } from "../../reference/downloads.ts";

/** One path for every file of the standard. */
export function getStaticPaths(): readonly object[] {
  return [...servedFiles(loadRegistry())].map(([path, text]) => ({
    params: { path },
    props: { text },
  }));
}

/** The file as it was generated. */
export const GET: APIRoute<{ readonly text: string }> = ({ props }) => new Response(props.text);
