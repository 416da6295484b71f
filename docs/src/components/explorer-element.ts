import { h, hydrate } from "preact";
import { Explorer } from "./explorer.tsx";
import type { ExplorerProps } from "./explorer.tsx";
import { askAt, askDataVersion, askExplorerData } from "./gateway-questions.ts";

/** The gateway this page came from. */
const ask = askAt("/graphql");

const refresh = {
  newer: async (known: number) =>
    (await askDataVersion(ask)) === known ? null : askExplorerData(ask),
};

/** Wakes the explorer that the server has drawn. */
class ExplorerElement extends HTMLElement {
  connectedCallback(): void {
    const handed = this.querySelector('script[type="application/json"]');
    const stage = this.querySelector("[data-stage]");
    if (handed === null || stage === null) return;
    // The page that holds this element wrote the props.
    const props: ExplorerProps = JSON.parse(handed.textContent ?? "");
    hydrate(h(Explorer, { ...props, refresh }), stage);
    this.dataset["awake"] = "true";
  }
}

/** Wakes every explorer on the page. */
export function wakeExplorers(): void {
  customElements.define("edufed-explorer", ExplorerElement);
}
