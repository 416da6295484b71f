import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/errors.ts";
import { parseAggregate, parseExpression } from "../../src/engine/parse-expression.ts";
import { printExpression } from "../../src/engine/print-expression.ts";

const allowed = {
  columns: new Set(["absentDays", "expectedDays", "status", "exitDate", "end"]),
  parameters: new Set(["censusDay", "daysMin"]),
  place: "metric X, include",
};

function reread(text: string): string {
  return printExpression(parseExpression(text, allowed)).replaceAll('"', "");
}

describe("what is in the language", () => {
  test.each([
    ["10 * absentDays >= expectedDays", "10 * absentDays >= expectedDays"],
    ["status IN ('a', 'it''s')", "status in ('a', 'it''s')"],
    ["status not in ('a')", "status not in ('a')"],
    ["absentDays between 1 and :daysMin", "absentDays >= 1 and absentDays <= :daysMin"],
    ["absentDays not between 1 and 2", "not (absentDays >= 1 and absentDays <= 2)"],
    ["exitDate is null or exitDate >= :censusDay", "exitDate is null or exitDate >= :censusDay"],
    ["exitDate is not null", "exitDate is not null"],
    ["not status = 'a' and status != 'b'", "not (status = 'a') and status <> 'b'"],
    ["case when absentDays > 1 then 2 end", "case when absentDays > 1 then 2 end"],
    ["absentDays - (expectedDays - 1)", "absentDays - (expectedDays - 1)"],
    ["(absentDays - expectedDays) - 1", "absentDays - expectedDays - 1"],
    ["-absentDays * -2", "(0 - absentDays) * -2"],
    ["coalesce(absentDays, 0) + abs(-1)", "coalesce(absentDays, 0) + abs(-1)"],
    ["exitDate > date '2025-08-01'", "exitDate > date '2025-08-01'"],
    ["LEAST(absentDays, 2.5)", "least(absentDays, 2.5)"],
    ['"end" = true', "end = true"],
    ["null is null", "NULL is null"],
  ])("%s", (text, printed) => {
    expect(reread(text)).toBe(printed);
  });
});

describe("what is not in the language names the place and what is allowed", () => {
  test.each([
    ["nationalId = 'x'", "names “nationalId”, which is not declared"],
    ["absentdays > 1", "names “absentdays”"],
    ["student.status = 'a'", "uses table"],
    [":other > 1", "names the parameter “other”"],
    ["$1 > 1", "uses index"],
    ["$daysMin > 1", "names the parameter “daysMin”"],
    ["? > 1", "uses placeholder"],
    ["absentDays / 2 > 1", "divides"],
    ["absentDays % 2 = 1", "divides"],
    ["mod(absentDays, 2) = 1", "divides"],
    ["status like 'a%'", "uses like"],
    ["status || 'x' = 'ax'", "uses concat"],
    ["cast(absentDays as integer) = 1", "uses cast"],
    ["absentDays::integer = 1", "uses cast"],
    ["random() < 1", "takes a random value"],
    ["uuid() = 'a'", "takes a random value"],
    ["now() > exitDate", "reads the clock with now"],
    ["current_date > exitDate", "reads the clock with current_date"],
    ["read_csv('/etc/passwd') = 1", "calls “read_csv”"],
    ["getenv('HOME') = ''", "calls “getenv”"],
    ["(select 1) = 1", "holds a subquery"],
    ["exists (select 1)", "holds a subquery"],
    ["absentDays in (select 1)", "holds a subquery"],
    ["absentDays > 1 -- and more", "holds a comment"],
    ["absentDays from student", "uses from"],
    ["absentDays; drop table student", "more than one statement"],
    ["absentDays, expectedDays", "not exactly one expression"],
    ["absentDays as x", "uses alias"],
    ["distinct absentDays", "uses distinct"],
    ["absentDays limit 1", "uses limit"],
    ["sum(absentDays)", "takes the sum of many records"],
    ["count(*)", "takes the count of many records"],
    ["row_number() over ()", "uses a window"],
    ["case status when 'a' then 1 end", "uses operand"],
    ["absentDays is not distinct from 1", "uses null safe eq"],
    ["x'ab' = 1", "literal that is not part"],
    ["status = 'a\nb'", "literal that is not part"],
    ["1e3 > absentDays", "literal that is not part"],
    ["9007199254740993 > absentDays", "literal that is not part"],
    ["date 'today' > exitDate", "literal that is not part"],
    ["[1, 2] = absentDays", "uses array func"],
    ["absentDays in ()", ""],
    ["*", "uses star"],
    ["", "not exactly one expression"],
    ["absentDays >", "is not an expression"],
    ["1) or (1 = 1", "is not an expression"],
    ["1 = 1 -- a remark", "holds a comment"],
    ["absentDays /* a remark */ = 1", "uses"],
    ["(absentDays = 1) -- a remark", "uses"],
    [`absentDays > ${"1".repeat(5000)}`, "longer than 4000"],
    ["(".repeat(1900) + "1" + ")".repeat(1900), ""],
  ])("%s", (text, message) => {
    const read = () => parseExpression(text, allowed);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
    expect(read).toThrow("metric X, include");
  });

  test("the remedy lists the properties and functions that may be used", () => {
    expect(remedyOf("nationalId = 1")).toContain("absentDays, end, exitDate, expectedDays, status");
    expect(remedyOf("getenv('HOME') = ''")).toContain("list_count_known");
    expect(remedyOf("absentDays > > 1")).toContain("character 14");
    expect(remedyOf(":x = 1")).toContain(":censusDay, :daysMin");
  });
});

function remedyOf(text: string): string {
  try {
    parseExpression(text, allowed);
  } catch (error) {
    if (error instanceof UsageError) return error.remedy;
  }
  return "";
}

describe("measures", () => {
  test.each([
    ["count(*)", "count", false],
    ["count(*) filter (where absentDays > 1)", "count", true],
    ["sum(2 * absentDays)", "sum", false],
    ["min(exitDate) filter (where status = 'a')", "min", true],
    ["MAX(exitDate)", "max", false],
  ])("%s", (text, aggregate, filtered) => {
    const parsed = parseAggregate(text, allowed);
    expect(parsed.aggregate).toBe(aggregate);
    expect(parsed.filter !== undefined).toBe(filtered);
    expect(parsed.of === undefined).toBe(aggregate === "count");
  });

  test.each([
    ["absentDays", "is not an aggregate"],
    ["avg(absentDays)", "is not an aggregate"],
    ["count(absentDays)", "uses count in a way"],
    ["count(distinct status)", "uses distinct"],
    ["sum(distinct absentDays)", "uses distinct"],
    ["sum(absentDays) + 1", "is not an aggregate"],
    ["sum(absentDays) over ()", "uses a window"],
    ["sum(absentDays) / 2", "divides"],
    ["sum(sum(absentDays))", "takes the sum of many records"],
    ["sum(unknown)", "names “unknown”"],
    ["sum(absentDays) filter (where unknown)", "names “unknown”"],
    ["sum(absentDays order by exitDate)", ""],
    ["min(absentDays, 2)", "is not an aggregate"],
  ])("%s is refused", (text, message) => {
    expect(() => parseAggregate(text, allowed)).toThrow(UsageError);
    expect(() => parseAggregate(text, allowed)).toThrow(message);
  });
});
