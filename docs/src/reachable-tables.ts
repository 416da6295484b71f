/** A node of a page's tree, as far as it is looked at. */
interface Node {
  readonly type: string;
  readonly tagName?: string;
  properties?: Record<string, unknown>;
  readonly children?: readonly Node[];
}

/**
 * Plugin for the pages written in Markdown: a table that is wider than a telephone can be scrolled
 * with the keyboard too.
 */
export function reachableTables(): (tree: Node) => void {
  return function reach(node) {
    if (node.tagName === "table") node.properties = { ...node.properties, tabIndex: 0 };
    node.children?.forEach((child) => reach(child));
  };
}
