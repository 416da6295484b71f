import { GraphQLError, Kind, parse } from "graphql";
import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from "graphql";
import type { Plugin } from "graphql-yoga";

/** How large a query document may be. The standard introspection query fits with room to spare. */
export const documentLimits = {
  bytes: 64 * 1024,
  tokens: 2000,
  depth: 20,
  fields: 500,
  aliases: 30,
  rootFields: 20,
  directives: 20,
  fragments: 30,
} as const;

/**
 * Refuses documents over the limits in one linear pass, before validation: rules of validation
 * take more than linear time, and a query of two kilobytes can keep them busy for minutes.
 */
export const useDocumentLimits: Plugin = {
  onParse({ setParseFn }) {
    setParseFn((source: string, options: object) => {
      const document = parse(source, { ...options, maxTokens: documentLimits.tokens });
      checkDocument(document);
      return document;
    });
  },
};

/** Throws a GraphQLError with a code when the document is over a limit. */
function checkDocument(document: DocumentNode): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  if (fragments.size > documentLimits.fragments) throw over("fragments");
  const walk = new Walk(fragments);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) walk.operation(definition.selectionSet);
    else if (definition.kind === Kind.FRAGMENT_DEFINITION) walk.fragment(definition.name.value);
  }
}

interface Size {
  readonly fields: number;
  readonly depth: number;
  /** Fields at the top of the selection, those of its fragments included. */
  readonly roots: number;
}

const nothing: Size = { fields: 0, depth: 0, roots: 0 };

/** Measures selections; a fragment is measured once, so that spreading it often costs nothing. */
class Walk {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #measured = new Map<string, Size>();
  readonly #open = new Set<string>();
  #aliases = 0;
  #directives = 0;

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#fragments = fragments;
  }

  operation(selections: SelectionSetNode): void {
    if (this.#sizeOf(selections).roots > documentLimits.rootFields) throw over("rootFields");
  }

  fragment(name: string): Size {
    const measured = this.#measured.get(name);
    if (measured !== undefined) return measured;
    const fragment = this.#fragments.get(name);
    // Validation says that there is no such fragment.
    if (fragment === undefined) return nothing;
    if (this.#open.has(name)) {
      throw new GraphQLError("Fragments must not contain themselves.", {
        extensions: { code: "FRAGMENT_CYCLE", http: { status: 400, spec: true } },
      });
    }
    this.#open.add(name);
    this.#countDirectives(fragment.directives?.length ?? 0);
    const size = this.#sizeOf(fragment.selectionSet);
    this.#open.delete(name);
    this.#measured.set(name, size);
    return size;
  }

  #sizeOf(set: SelectionSetNode): Size {
    let size = nothing;
    for (const selection of set.selections) {
      this.#countDirectives(selection.directives?.length ?? 0);
      size = sum(size, this.#sizeOfOne(selection));
      if (size.fields > documentLimits.fields) throw over("fields");
      if (size.depth > documentLimits.depth) throw over("depth");
    }
    return size;
  }

  #sizeOfOne(selection: SelectionSetNode["selections"][number]): Size {
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.#sizeOf(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.fragment(selection.name.value);
    if (selection.alias !== undefined) this.#aliases += 1;
    if (this.#aliases > documentLimits.aliases) throw over("aliases");
    const below =
      selection.selectionSet === undefined ? nothing : this.#sizeOf(selection.selectionSet);
    return { fields: 1 + below.fields, depth: 1 + below.depth, roots: 1 };
  }

  #countDirectives(count: number): void {
    this.#directives += count;
    if (this.#directives > documentLimits.directives) throw over("directives");
  }
}

function sum(a: Size, b: Size): Size {
  return {
    fields: a.fields + b.fields,
    depth: Math.max(a.depth, b.depth),
    roots: a.roots + b.roots,
  };
}

type CountedLimit = Exclude<keyof typeof documentLimits, "bytes" | "tokens">;

const words: Readonly<Record<CountedLimit, readonly [code: string, what: string]>> = {
  depth: ["TOO_DEEP", "levels of nesting"],
  fields: ["TOO_MANY_FIELDS", "fields"],
  aliases: ["TOO_MANY_ALIASES", "aliases"],
  rootFields: ["TOO_MANY_ROOT_FIELDS", "fields at the top"],
  directives: ["TOO_MANY_DIRECTIVES", "directives"],
  fragments: ["TOO_MANY_FRAGMENTS", "fragments"],
};

function over(name: CountedLimit): GraphQLError {
  const [code, what] = words[name];
  const limit = documentLimits[name];
  return new GraphQLError(`A query has at most ${limit} ${what}.`, {
    extensions: { code, limit, http: { status: 400, spec: true } },
  });
}
