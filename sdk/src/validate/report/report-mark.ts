/** Marks the document in a page. */
export const reportId = "quality-report";

/** Version of the document's shape. It grows when a reader of an older version would misread it. */
export const reportVersion = 1;
