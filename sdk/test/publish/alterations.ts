import { canonicalDigest } from "../../src/canonical.ts";
import { paths } from "../../src/publish/files.ts";
import type { PublicationFiles } from "../../src/publish/files.ts";
import { parsePublication } from "../../src/publish/read.ts";
import { addSignature } from "../../src/publish/sign.ts";
import { publicationStatement } from "../../src/publish/statement.ts";
import {
  checker,
  draftFiles,
  draftInput,
  now,
  publisher,
  relisted,
  resigned,
  signed,
  signedOver,
  withText,
} from "./fixture.ts";

/** A publication with nothing wrong. */
export const good: PublicationFiles = await signed(await draftFiles());

export const alterations: readonly (readonly [
  code: string,
  what: string,
  alter: () => Promise<PublicationFiles>,
])[] = [
  [
    "B01",
    "a document was changed after signing",
    async () => withText(good, paths.quality, (text) => text.replace("0.98", "0.99")),
  ],
  ["B01", "a file was added", async () => new Map([...good, ["extra.txt", new Uint8Array([1])]])],
  [
    "B01",
    "a name that leaves the folder was added",
    async () => new Map([...good, ["../evil.json", new Uint8Array([1])]]),
  ],
  [
    "B02",
    "a document has a space more",
    () => signAnew(withText(good, paths.quality, (text) => `${text} `)),
  ],
  [
    "B02",
    "a document has an unknown property",
    () => signAnew(withText(good, paths.quality, (text) => text.replace("{", '{"a":1,'))),
  ],
  [
    "B02",
    "a name is not in normal form C",
    () => signAnew(withText(good, paths.metric, (text) => text.replace("ä", "a\u0308"))),
  ],
  [
    "B03",
    "the payload was changed by one character",
    async () =>
      withText(good, paths.signatures, (text) => text.replace('"payload":"e', '"payload":"f')),
  ],
  ["B04", "the checker is missing", () => signedBy([publisher, "publisher"])],
  ["B04", "the publisher is missing", () => signedBy([checker, "checker"])],
  [
    "B04",
    "the checker signed as publisher",
    () => signedBy([publisher, "checker"], [checker, "publisher"]),
  ],
  [
    "B06",
    "the sequence skips a number",
    () => draftFiles({ sequence: 3, previous: `sha256:${"0".repeat(64)}` }).then(signed),
  ],
  [
    "B07",
    "the schema is another one",
    () =>
      changedAndSigned(paths.manifest, (text) =>
        text.replace(/("entities":\[\{"digest":"sha256:).{4}/, "$10000"),
      ),
  ],
  [
    "B07",
    "the metric is defined otherwise under its own name and version",
    () =>
      changedAndSigned(
        paths.metric,
        (text) => text.replace("expectedHalfDays >= 2", "expectedHalfDays >= 4"),
        allHashesToo,
      ),
  ],
  [
    "B08",
    "the population was changed",
    () =>
      changedAndSigned(
        paths.metric,
        (text) => text.replace("expectedHalfDays >= 2", "expectedHalfDays >= 4"),
        fullHashToo,
      ),
  ],
  [
    "B09",
    "a code is not in its list",
    () => changedRow("FI-HEL,F,3,2025,NaN,M,F,0,0", "FI-HEL,F,9,2025,NaN,M,F,0,0"),
  ],
  [
    "B09",
    "a code begins as a formula of a spreadsheet does",
    () =>
      changedAndSigned(
        paths.data,
        (text) => text.replaceAll(",3,2025,", ",=1+1,2025,"),
        (files) => withText(files, paths.structure, (text) => text.replaceAll('"3"', '"=1+1"')),
      ),
  ],
  [
    "B09",
    "a cell is given twice",
    () =>
      changedRow(
        "FI-HEL,F,3,",
        "FI-HEL,F,3,2025,NaN,M,F,0,0\r\ndataflow,FI-HEL:DF_ATT_CHRONIC_BY_SEX_GRADE(1.0.0),R,FI-HEL,F,3,",
        oneCellMore,
      ),
  ],
  [
    "B09",
    "the header has a column more",
    () => changedAndSigned(paths.data, (text) => text.replace("NUM,DEN", "NUM,DEN,NOTE")),
  ],
  [
    "B09",
    "a cell is quoted",
    () => changedAndSigned(paths.data, (text) => text.replace("0.150", '"0.150"')),
  ],
  [
    "B09",
    "the lines end as on another system",
    () => changedAndSigned(paths.data, (text) => text.replaceAll("\r\n", "\n")),
  ],
  [
    "B10",
    "a withheld cell is empty",
    () => changedRow("F,1,2025,NaN,Q,C,NaN,NaN", "F,1,2025,,Q,C,NaN,NaN"),
  ],
  [
    "B10",
    "a withheld cell shows its denominator",
    () => changedRow("F,1,2025,NaN,Q,C,NaN,NaN", "F,1,2025,NaN,Q,C,NaN,72"),
  ],
  [
    "B10",
    "a withheld cell is called free",
    () => changedRow("F,1,2025,NaN,Q,C,NaN,NaN", "F,1,2025,NaN,Q,F,NaN,NaN"),
  ],
  [
    "B10",
    "a cell with nobody in it has a value",
    () => changedRow("F,3,2025,NaN,M", "F,3,2025,0.000,M"),
  ],
  [
    "B11",
    "a value is not its numerator over its denominator",
    () => changedRow("0.150,A,F,30,200", "0.151,A,F,30,200"),
  ],
  [
    "B11",
    "the parts do not make the whole",
    () => changedRow("0.125,A,F,12,96", "0.126,A,F,12,95"),
  ],
  [
    "B11",
    "a visible part is more than its whole",
    () => changedRow("0.133,A,F,20,150", "0.100,A,F,20,201"),
  ],
  [
    "B11",
    "a visible part is more than its whole, its siblings withheld",
    () => changedRow("M,1,2025,NaN,Q,C,NaN,NaN", "M,1,2025,0.100,A,F,12,120", oneWithheldLess),
  ],
  ["B12", "a value has a decimal more", () => changedRow("0.150,", "0.1500,")],
  [
    "B13",
    "a cell one smaller than the smallest group is shown",
    () =>
      changedAndSigned(paths.disclosure, (text) =>
        text.replace('"contributorsMin":10', '"contributorsMin":51'),
      ),
  ],
  [
    "B13",
    "the policy asks for fewer contributors than the community does",
    () =>
      changedAndSigned(paths.disclosure, (text) =>
        text.replace('"contributorsMin":10', '"contributorsMin":9'),
      ),
  ],
  [
    "B13",
    "the policy asks for narrower intervals than the community does",
    () =>
      changedAndSigned(paths.disclosure, (text) =>
        text.replace('"intervalShareMin":"0.1"', '"intervalShareMin":"0.09"'),
      ),
  ],
  [
    "B13",
    "a group in which no one has the attribute is shown",
    () =>
      changedAndSigned(paths.data, (text) =>
        text
          .replace("F,_T,2025,0.125,A,F,12,96", "F,_T,2025,0.000,A,F,0,96")
          .replace("M,_T,2025,0.173,A,F,18,104", "M,_T,2025,0.288,A,F,30,104"),
      ),
  ],
  [
    "B13",
    "a coverage stands beside a total that is withheld",
    () =>
      changedRow(
        "FI-HEL,_T,_T,2025,0.150,A,F,30,200",
        "FI-HEL,_T,_T,2025,NaN,Q,C,NaN,NaN",
        (files) =>
          withText(files, paths.disclosure, (text) => text.replace('"withheld":4', '"withheld":5')),
      ),
  ],
  [
    "B13",
    "the report counts other cells",
    () =>
      changedAndSigned(paths.disclosure, (text) => text.replace('"withheld":4', '"withheld":3')),
  ],
];

async function signAnew(files: PublicationFiles): Promise<PublicationFiles> {
  const listed = await relisted(files);
  const parts = await parsePublication(await draftFiles());
  const statement = await publicationStatement({ ...parts, files: listed }, "2026-09-01T09:00:00Z");
  return signedOver(listed, statement);
}

type Change = (files: PublicationFiles) => Promise<PublicationFiles> | PublicationFiles;

/** A part changed by someone who lists and signs the result again. */
export async function changedAndSigned(
  path: string,
  change: (text: string) => string,
  more: Change = (files) => files,
): Promise<PublicationFiles> {
  const changed = await more(withText(good, path, change));
  return path === paths.data ? signAnew(changed) : resigned(changed);
}

async function changedRow(from: string, to: string, more?: Change): Promise<PublicationFiles> {
  return changedAndSigned(paths.data, (text) => text.replace(from, to), more);
}

async function fullHashToo(files: PublicationFiles): Promise<PublicationFiles> {
  const { metricValue, manifest } = await parsePublication(files);
  const hash = await canonicalDigest(metricValue);
  return withText(files, paths.manifest, (text) => text.replaceAll(manifest.metric.fullHash, hash));
}

/** With the hashes of the metric made to fit what metric.json says now. */
export async function allHashesToo(files: PublicationFiles): Promise<PublicationFiles> {
  const { metricValue, manifest } = await parsePublication(files);
  const hash = await canonicalDigest(metricValue.formal);
  return fullHashToo(
    withText(files, paths.manifest, (text) => text.replace(manifest.metric.formalHash, hash)),
  );
}

function oneWithheldLess(files: PublicationFiles): PublicationFiles {
  return withText(files, paths.disclosure, (text) => text.replace('"withheld":4', '"withheld":3'));
}

function oneCellMore(files: PublicationFiles): PublicationFiles {
  return withText(files, paths.disclosure, (text) => text.replace('"cells":12', '"cells":13'));
}

async function signedBy(
  ...signatures: readonly (readonly [typeof publisher, "publisher" | "checker"])[]
): Promise<PublicationFiles> {
  let files = await draftFiles({ config: { ...draftInput().config, checkersMin: 0 } });
  for (const [signer, role] of signatures) {
    files = await addSignature(files, { signer, role, now });
  }
  return files;
}
