/**
 * A Spark to try things on: `node scripts/spark.ts` fetches what is missing and says how to start it.
 * The test suite fetches it the same way.
 */
import { installSpark, sparkVersion } from "./spark/install.ts";

const spark = installSpark((line) => console.log(line));
console.log(
  `Spark ${sparkVersion}: JAVA_HOME=${spark.javaHome} ${spark.submit} --master "local[*]"`,
);
