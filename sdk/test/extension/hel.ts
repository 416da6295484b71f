import { extend, loadRegistry, type Extension, type Registry } from "@edufed/schemas";

/** The standard of this version. */
export const shared: Registry = loadRegistry();

const own = { "x-aggregation": "never", "x-stability": "experimental" } as const;

/** What Helsinki adds to students and attendance for its own use, one property of every class. */
export const hel: Extension = {
  prefix: "hel",
  owner: "City of Helsinki",
  description: "What the city's transport office needs to plan school rides.",
  entities: {
    "attendance-record": {
      properties: {
        hel_busDelay: {
          type: "integer",
          description:
            "Minutes by which the school bus was late on the day, as the driver wrote down.",
          minimum: 0,
          examples: [15],
          "x-unit": "min",
          "x-privacy": "quasi",
          ...own,
          "x-aggregation": "measure",
        },
      },
    },
    student: {
      properties: {
        hel_busRoute: {
          type: "string",
          description: "Route of the school bus that the student is entitled to, as on its plate.",
          pattern: "^[0-9]{2,3}[A-Z]?$",
          examples: ["58B"],
          "x-privacy": "quasi",
          ...own,
          "x-aggregation": "dimension",
        },
        hel_fare: {
          type: "string",
          description: "Fare class by which the city pays the bus company for the student.",
          examples: ["free"],
          "x-privacy": "ordinary",
          "x-code-list": "hel-fare",
          ...own,
        },
        hel_cardId: {
          type: "string",
          description: "Number of the travel card, which the driver sees with the name.",
          examples: ["0001"],
          "x-privacy": "direct",
          ...own,
        },
        hel_escort: {
          type: "boolean",
          description: "Whether the student is accompanied on the way for reasons of health.",
          examples: [true],
          "x-privacy": "sensitive",
          "x-privacy-basis": ["gdpr-9-health"],
          ...own,
        },
      },
    },
  },
  codeLists: [
    {
      id: "hel-fare",
      version: "1.0.0",
      title: { en: "Fare classes" },
      description: "What a school ride costs the city, as its contract has it.",
      source: "City of Helsinki",
      maintenance: "closed",
      codes: [
        { code: "free", label: { en: "Free of charge" } },
        { code: "half", label: { en: "Half fare" } },
      ],
    },
  ],
};

/** The standard with what Helsinki adds. */
export const extended: Registry = extend(shared, hel);
