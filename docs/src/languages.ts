import type { LocalisedText } from "@edufed/schemas";

/** The languages of the site. English lives at the root, the others in a folder of their own. */
export type Language = "en" | "fi" | "sv" | "az";

export const languages: readonly Language[] = ["en", "fi", "sv", "az"];

/** The text in a language, or in English where nobody has translated it yet. */
export function inLanguage(text: LocalisedText, language: Language): string {
  return text[language] ?? text.en;
}

/** Start of every address in a language: empty for English. */
export function rootOf(language: Language): string {
  return language === "en" ? "" : `/${language}`;
}

/** A page's static paths, once per language: for `getStaticPaths` of a `[...locale]` route. */
export function languagePaths(): readonly {
  readonly params: { readonly locale: string | undefined };
  readonly props: { readonly language: Language };
}[] {
  return languages.map((language) => ({
    params: { locale: language === "en" ? undefined : language },
    props: { language },
  }));
}
