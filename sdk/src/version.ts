/** Version of schemas, SDK and server alike; a test compares it with the package files. */
export const version = "1.0.0";
