import { createGateway, openStore } from "../../../server/src/index.ts";

/** One address of a gateway with examples that can be typed. */
export interface DoorReference {
  readonly path: string;
  readonly methods: readonly string[];
  readonly text: string;
  /** Command lines for a shell, against `npm start`. */
  readonly examples: readonly string[];
}

/** A field of an answer, or a question with what it can be asked with. */
export interface FieldReference {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  readonly arguments: readonly FieldReference[];
  /** Of an argument: what is used when it is not given. */
  readonly usual: string | null;
}

export interface TypeReference {
  readonly name: string;
  readonly text: string;
  readonly fields: readonly FieldReference[];
  /** Of a list of codes. */
  readonly values: readonly { readonly name: string; readonly text: string }[];
}

export interface GatewayReference {
  readonly doors: readonly DoorReference[];
  readonly questions: readonly FieldReference[];
  readonly types: readonly TypeReference[];
}

/** Where the demonstration of `npm start` answers. */
export const exampleAddress = "http://127.0.0.1:4000";

/** What a gateway answers, asked of a real one that holds nothing. */
export async function gatewayReference(): Promise<GatewayReference> {
  const gateway = await createGateway({
    store: openStore("sqlite::memory:"),
    members: new Map(),
    onBug: (error) => {
      throw error;
    },
  });
  try {
    const address = await gateway.listen(0);
    const [doors, schema] = await Promise.all([askDoors(address), askSchema(address)]);
    const ofData = schema.types.filter(({ name }) => !name.startsWith("__") && name !== "Query");
    return {
      doors: doors.map(describeDoor),
      questions: (schema.queryType.fields ?? []).map(describeField),
      types: ofData.filter(({ kind }) => kind !== "SCALAR").map(describeType),
    };
  } finally {
    await gateway.close();
  }
}

/** A path without a door is answered with the doors there are: `GET, POST /graphql`. */
async function askDoors(address: string): Promise<readonly string[]> {
  const response = await fetch(`${address}/no-such-door`);
  const { error }: { readonly error: { readonly doors: readonly string[] } } =
    await response.json();
  return error.doors;
}

function describeDoor(door: string): DoorReference {
  const space = door.lastIndexOf(" ");
  const path = door.slice(space + 1);
  const said = doorTexts[path];
  if (said === undefined) throw new Error(`The page on the gateway says nothing of ${path}.`);
  return { path, methods: door.slice(0, space).split(", "), ...said };
}

/** By GET, since a query is easier to read when it is not inside JSON. */
function graphql(...lines: readonly string[]): string {
  return `curl -G ${exampleAddress}/graphql --data-urlencode 'query=${lines.join("\n")}'`;
}

/** What is said of each door; a door without words ends the build. */
const doorTexts: Readonly<Record<string, Pick<DoorReference, "text" | "examples">>> = {
  "/graphql": {
    text: "Questions of your own, by GET with `?query=` or by POST as JSON. Queries only: nothing is changed here. The questions are below.",
    examples: [
      graphql("{ members { id name { en fi } } }"),
      graphql(
        "{",
        '  observations(metric: "WHO5_MEAN", members: ["FI-HEL"]) {',
        "    nodes { codes { dimension code } value status unit coverage }",
        "  }",
        "}",
      ),
      graphql(
        "{",
        '  compare(metric: "ATT_CHRONIC", members: ["FI-HEL", "AZ"], dimensions: ["SEX"]) {',
        "    verdict",
        "    reasons { code text { en } }",
        "    rows { codes { code } cells { member { id } observation { value status } } }",
        "  }",
        "}",
      ),
    ],
  },
  "/publications": {
    text: "The feed, oldest first. `member` and `metric` filter it, `after` and `first` turn its pages, and `next` in the answer is the address of the next one. By POST it takes a signed publication, verifies it and answers 201, 200 when it is there already, or the codes of the checks that failed.",
    examples: [
      `curl '${exampleAddress}/publications?member=AZ&first=5'`,
      `npx edufed publish drafts/001-ATT_RATE-SEX --to ${exampleAddress}`,
    ],
  },
  "/publications/:digest": {
    text: "What one publication says of itself, and where its files are.",
    examples: [`curl ${exampleAddress}/publications/$DIGEST`],
  },
  "/publications/:digest/:file*": {
    text: "One file, byte for byte as the member signed it. Its address is its content, so it may be kept for ever.",
    examples: [
      `curl ${exampleAddress}/publications/$DIGEST/data.csv`,
      `curl ${exampleAddress}/publications/$DIGEST/signatures/publication.dsse.json`,
    ],
  },
  "/data/:metric.csv": {
    text: "The current figures of a metric of all members, for a spreadsheet. `lang` is the language of the names, `member`, `period` and every dimension filter; several values are separated by commas. A figure that is not of status `A` is `NaN`.",
    examples: [
      `curl ${exampleAddress}/data/ATT_RATE.csv`,
      `curl '${exampleAddress}/data/ATT_RATE.csv?member=FI-HEL&SEX=F,M&lang=fi'`,
    ],
  },
  "/data/:metric.json": {
    text: "What those figures mean: definition, columns, statuses, members, publications.",
    examples: [`curl ${exampleAddress}/data/ATT_RATE.json`],
  },
  "/live": {
    text: "Answers 200 as long as the process runs.",
    examples: [`curl ${exampleAddress}/live`],
  },
  "/ready": {
    text: "Answers 200 when everything in the store was verified and can be read, otherwise 503 with the reason.",
    examples: [`curl ${exampleAddress}/ready`],
  },
};

interface AskedType {
  readonly kind: string;
  readonly name: string | null;
  readonly ofType?: AskedType | null;
}

interface AskedField {
  readonly name: string;
  readonly description: string | null;
  readonly type: AskedType;
  readonly args?: readonly AskedField[];
  readonly defaultValue?: string | null;
}

interface AskedDefinition {
  readonly kind: string;
  readonly name: string;
  readonly description: string | null;
  readonly fields: readonly AskedField[] | null;
  readonly inputFields: readonly AskedField[] | null;
  readonly enumValues:
    | readonly { readonly name: string; readonly description: string | null }[]
    | null;
}

interface AskedSchema {
  readonly queryType: Pick<AskedDefinition, "fields">;
  readonly types: readonly AskedDefinition[];
}

async function askSchema(address: string): Promise<AskedSchema> {
  const response = await fetch(`${address}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: schemaQuestion }),
  });
  const answer: { readonly data: { readonly schema: AskedSchema } } = await response.json();
  return answer.data.schema;
}

/** A type of GraphQL is at most a list of things that are there, itself there: three wrappers. */
const typeQuestion =
  "type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";
const argumentQuestion = `name description defaultValue ${typeQuestion}`;
const fieldQuestion = `name description ${typeQuestion} args { ${argumentQuestion} }`;
const schemaQuestion = `{ schema: __schema {
  queryType { fields { ${fieldQuestion} } }
  types { kind name description fields { ${fieldQuestion} } inputFields { ${argumentQuestion} } enumValues { name description } }
} }`;

function describeField(field: AskedField): FieldReference {
  const { name, description, type, args = [], defaultValue = null } = field;
  return {
    name,
    type: typeText(type),
    text: description ?? "",
    arguments: args.map(describeField),
    usual: defaultValue,
  };
}

function describeType(type: AskedDefinition): TypeReference {
  return {
    name: type.name,
    text: type.description ?? "",
    fields: (type.fields ?? type.inputFields ?? []).map(describeField),
    values: (type.enumValues ?? []).map(({ name, description }) => ({
      name,
      text: description ?? "",
    })),
  };
}

/** As GraphQL writes it: `[ID!]!`. */
function typeText({ kind, name, ofType }: AskedType): string {
  if (ofType === undefined || ofType === null) return name ?? "";
  return kind === "LIST" ? `[${typeText(ofType)}]` : `${typeText(ofType)}!`;
}
