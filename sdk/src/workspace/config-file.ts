/** Name of the file that makes a folder a member workspace. */
export const configFile = "edufed.config.json";
