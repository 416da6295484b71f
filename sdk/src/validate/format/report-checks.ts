import { areas, type CheckFacts, type CheckStatus } from "../report/facts.ts";
import {
  amount,
  code,
  details,
  escape,
  number,
  type Page,
  type Part,
  table,
} from "./report-page.ts";

const statuses: readonly CheckStatus[] = ["passed", "failed", "warned", "not-applicable"];

/** How many checks of each area passed, failed, or had nothing that they could be about. */
export function areasPart(page: Page): readonly Part[] {
  const { facts, words, quality } = page;
  const { quality: known } = facts;
  if (known === undefined) return [];
  const rows = areas.map((area) => {
    const own = known.checks.filter((check) => check.area === area);
    return [
      escape(quality.areas[area]),
      number(page, own.length),
      ...statuses.map((status) => {
        const count = own.filter((check) => check.status === status).length;
        return count === 0 ? "–" : marked(status, number(page, count));
      }),
    ];
  });
  const columns = [
    { title: quality.area },
    { title: words.checksTitle, isNumber: true },
    ...statuses.map((status) => ({ title: quality.statuses[status], isNumber: true })),
  ];
  const absent = Object.values(known.absent);
  const checks = absent.reduce((sum, count) => sum + count, 0);
  const content = [
    table(quality.areasTitle, columns, rows),
    ...(absent.length === 0
      ? []
      : [
          `<p class="quiet">${escape(quality.notGiven(absent.length, checks))} ${Object.keys(known.absent).map(code).join(", ")}</p>`,
        ]),
  ];
  return [{ id: "areas", title: quality.areasTitle, content: content.join("\n") }];
}

/** Every check, those that passed too, by entity. */
export function checksPart(page: Page): Part {
  const { facts, words } = page;
  const known = facts.quality?.checks;
  const content =
    known === undefined
      ? plainChecks(page)
      : [...Map.groupBy(known, ({ entity }) => entity)]
          .map(([entity, own]) => entityChecks(entity, own, page))
          .join("\n");
  return { id: "checks", title: words.checksTitle, content };
}

function entityChecks(entity: string, checks: readonly CheckFacts[], page: Page): string {
  const { words, quality } = page;
  const failed = checks.filter(({ status }) => status === "failed" || status === "warned").length;
  const count =
    failed === 0 ? "" : `, <span class="failed">${escape(words.notPassed(failed))}</span>`;
  const columns = [
    { title: words.check },
    { title: quality.status },
    { title: quality.applies, isNumber: true },
    { title: quality.found, isNumber: true },
  ];
  const rows = checks.map(({ id, status, reason, applied, violations }) => {
    const isMade = status !== "not-applicable";
    const why = reason === undefined ? "" : `: ${quality.reasons[reason]}`;
    return [
      code(id),
      `${marked(status, quality.statuses[status])}${escape(why)}`,
      isMade ? amount(page, applied) : "–",
      isMade ? number(page, violations) : "–",
    ];
  });
  return details(
    `${code(entity)} <span class="quiet">${escape(words.checks(checks.length))}${count}</span>`,
    table(`${words.checksTitle}: ${entity}`, columns, rows),
  );
}

function plainChecks(page: Page): string {
  const { facts, words } = page;
  const rows = facts.checks.map(({ id, by, violations }) => [
    code(id),
    words.ways[by],
    by === "none" ? "–" : number(page, violations),
  ]);
  const columns = [
    { title: words.check },
    { title: words.how },
    { title: words.recordsThatFail, isNumber: true },
  ];
  return details(escape(words.checks(rows.length)), table(words.checksTitle, columns, rows));
}

function marked(status: CheckStatus, text: string): string {
  return `<span class="${status}">${escape(text)}</span>`;
}
