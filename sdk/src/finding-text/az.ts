import { extensionPrefix } from "../extension-name.ts";
import {
  codesNamedMax,
  type ExpectedFormat,
  type ExpectedKind,
  type FindingFacts,
  type FindingTable,
  type FindingWords,
  namedCodes,
  type RowDefect,
  series,
  type Subject,
} from "./table.ts";

/** What findings say in Azerbaijani. Names of properties stand without endings, before a word that has them. */
export const azerbaijani: FindingTable = {
  "unknown-entity": ({ meant }) => ({
    message: "Faylın adı heç bir yazı növünə uyğun deyil və fayl oxunmayıb.",
    fix:
      meant === undefined
        ? "Faylı yazı növünə uyğun adlandırın və ya başqa yerə köçürün."
        : `“${meant}” nəzərdə tutulub? Faylın adını dəyişin.`,
  }),
  "unread-file": ({ entity }) => ({
    message: `Fayl ${entity} növünə uyğun adlandırılıb, lakin onun formatı oxunmur.`,
    fix: "Onu CSV, NDJSON, JSON və ya Parquet kimi ixrac edin və ya başqa yerə köçürün.",
  }),
  "unknown-column": ({ column, position, meant }) => ({
    message: `${column === undefined ? `${position} nömrəli sütun` : `“${column}” sütunu`} yazının xüsusiyyəti deyil.`,
    fix:
      meant === undefined
        ? (extensionFix(column) ??
          "Sütunu silin və ya onu ehtiva etdiyi xüsusiyyətin adı ilə adlandırın.")
        : `“${meant}” nəzərdə tutulub? Sütunun adını dəyişin.`,
  }),
  "missing-column": ({ property, expected }) => ({
    message: `Hər yazıya lazım olan ${property} sütunu yoxdur.`,
    fix:
      expected === "list"
        ? `${property} sütununu əlavə edin; siyahı JSON kimi yazılır, məsələn, ["a","b"].`
        : `${property} sütununu əlavə edin.`,
  }),
  "empty-file": () => ({
    message: "Faylda yazı yoxdur.",
    fix: "Onu yenidən ixrac edin və ya kənarda saxlayın.",
  }),
  "malformed-row": ({ defect }) => rowDefects[defect],
  missing: ({ property }) => ({
    message: `${property} xüsusiyyəti yoxdur.`,
    fix: `${property} xüsusiyyətini doldurun və ya yazını kənarda saxlayın.`,
  }),
  "wrong-type": (facts) => ({
    message: `${subject(facts)} ${kindNames[facts.expected]} deyil.`,
    fix: kindFix(facts),
  }),
  "unknown-code": ({ codes, check, ...about }) => ({
    message: `${subject(about)} öz kod siyahısında yoxdur.`,
    fix: codeFix(codes, check),
  }),
  "out-of-range": ({ side, limit, ...about }) =>
    side === "step"
      ? {
          message: `${subject(about)} bu ədədin misli deyil: ${limit}.`,
          fix: `Dəyəri yoxlayın; o, bu ədədin misli olmalıdır: ${limit}.`,
        }
      : {
          message: `${subject(about)} bu həddən ${side === "minimum" ? "kiçikdir" : "böyükdür"}: ${limit}.`,
          fix: `Dəyəri yoxlayın; ${side === "minimum" ? "ən azı" : "ən çoxu"} ${limit} olmalıdır.`,
        },
  "wrong-format": ({ format, pattern, example, ...about }) => ({
    message: `${subject(about)} ${formatNames[format]}.`,
    fix: format === "pattern" ? patternFix(pattern, example) : formatFixes[format],
  }),
  "wrong-length": ({ property, isItem, side, limit }) => ({
    message: `${property} ${isItem === true ? "siyahısının elementlərindən birinin" : "xüsusiyyətinin"} uzunluğu ${limit} simvoldan ${side === "minimum" ? "azdır" : "çoxdur"}.`,
    fix:
      side === "minimum"
        ? `Onu doldurun və ya ${isItem === true ? "elementi yazmayın" : "yazmayın"}.`
        : `Onu qısaldın; ${isItem === true ? "bir neçə element" : "səhv sütunda"} ola bilər.`,
  }),
  "wrong-items": (facts) =>
    facts.side === "unique"
      ? {
          message: `${facts.property} siyahısında eyni element iki dəfə göstərilib.`,
          fix: "Hər elementi bir dəfə göstərin.",
        }
      : {
          message: `${facts.property} siyahısında ${facts.limit} elementdən ${facts.side === "minimum" ? "az" : "çox"} element var.`,
          fix: "Siyahını yoxlayın; sadalanacaq bir şey yoxdursa, xüsusiyyəti yazmayın.",
        },
  "unknown-property": ({ property, meant }) => ({
    message:
      property === ""
        ? "Yazıda ona aid olmayan xüsusiyyət var."
        : `${property} xüsusiyyəti bu yazıya aid deyil.`,
    fix:
      meant === undefined
        ? (extensionFix(property) ??
          "Onu yazmayın və ya ehtiva etdiyi xüsusiyyətin adı ilə adlandırın.")
        : `“${meant}” nəzərdə tutulub? Adını dəyişin.`,
  }),
  rule: ({ message, fix }) => ({ message: message.az ?? message.en, fix: fix.az ?? fix.en }),
  "duplicate-key": ({ properties }) => ({
    message: `Bir neçə yazıda eyni dəyər var: ${series(properties, "və")}.`,
    fix:
      properties.length === 1
        ? `Hər birindən bir yazı saxlayın və ya ${properties[0]} xüsusiyyətini düzəldin; iki yazıda eyni ola bilməz.`
        : "Hər birindən bir yazı saxlayın və ya xüsusiyyətlərdən birini düzəldin; iki yazıda hamısı eyni ola bilməz.",
  }),
  "unknown-reference": ({ property, entity, checked }) =>
    checked
      ? {
          message: `${property} xüsusiyyəti verilənlərdə olmayan ${entity} yazısını göstərir.`,
          fix: `Həmin ${entity} yazısını əlavə edin və ya ${property} xüsusiyyətini düzəldin.`,
        }
      : {
          message: `${property} xüsusiyyəti yoxlanılmayıb: verilənlərdə ${entity} yazıları yoxdur.`,
          fix: `Yoxlamaq üçün ${entity} yazılarını əlavə edin.`,
        },
  unchecked: ({ entity }) => ({
    message: `Qayda yoxlanılmayıb: verilənlərdə ${entity} yazıları yoxdur.`,
    fix: `Yoxlamaq üçün ${entity} yazılarını əlavə edin.`,
  }),
  "ambiguous-date": ({ property, reason }) => ({
    message:
      reason === "order"
        ? `${property} xüsusiyyəti əyri xətlə yazılıb, gün ilə ay bir-birindən fərqləndirilmir.`
        : `${property} xüsusiyyətindəki gün verilmiş gün və ay ardıcıllığında mövcud deyil.`,
    fix:
      reason === "order"
        ? "Tarixləri İİİİ-AA-GG şəklində ixrac edin və ya ardıcıllığı göstərin: --date-order dmy və ya --date-order mdy."
        : "--date-order seçimini yoxlayın və ya tarixi mənbə sistemində düzəldin.",
  }),
  "unmapped-code": ({ property }) => ({
    message: `${property} xüsusiyyətində uyğunluq cədvəlində qarşılığı olmayan kod var.`,
    fix: "Kodu uyğunluq cədvəlinə əlavə edin; o heç vaxt təxmin edilmir.",
  }),
  "unmapped-column": ({ property }) => ({
    message: `${property} sütunu uyğunluq cədvəlində göstərilməyib.`,
    fix: "Cədvəldə ona qarşılıq verin və ya onu səbəbi ilə birlikdə kənarda saxlanılan kimi göstərin.",
  }),
  superseded: () => ({
    message: "Yazını daha sonrakı göndəriş əvəz edir.",
    fix: "Heç nə etmək lazım deyil; yeni yazı saxlanılır.",
  }),
};

function subject({ property, isItem }: Subject): string {
  if (isItem === true) return `${property} siyahısının elementlərindən biri`;
  return property === "" ? "Yazı" : `${property} xüsusiyyətinin dəyəri`;
}

/** What is not known is said only of a value that can be left out. */
function kindFix({ property, isItem, expected, isNullable }: FindingFacts<"wrong-type">): string {
  const how = (isItem === true ? itemFixes[expected] : undefined) ?? kindFixes[expected];
  return isNullable === true || property === ""
    ? `${how}.`
    : `${how}; məlum olmayan dəyər buraxılır, null kimi yazılmır.`;
}

function patternFix(pattern: string | undefined, example: string | undefined): string {
  return example === undefined
    ? `Onu bu ifadəyə uyğun yazın: ${pattern}.`
    : `Onu belə yazın: ${example}.`;
}

const kindNames: Readonly<Record<ExpectedKind, string>> = {
  string: "mətn",
  code: "mətn",
  integer: "tam ədəd",
  number: "ədəd",
  boolean: "true və ya false",
  date: "gün",
  "date-time": "zaman anı",
  list: "siyahı",
  object: "obyekt",
};

const kindFixes: Readonly<Record<ExpectedKind, string>> = {
  string: "Onu mətn kimi yazın",
  code: "Kodu mətn kimi yazın",
  integer: "Yalnız rəqəm yazın, boşluq və onluq işarəsi olmadan",
  number: "Rəqəmləri onluq nöqtəsi ilə, boşluq və vahid olmadan yazın",
  boolean: "true və ya false yazın",
  date: "Günü İİİİ-AA-GG şəklində yazın",
  "date-time": "Vaxtı saat fərqi ilə birlikdə yazın, məsələn, 2025-10-01T08:00:00Z",
  list: 'Siyahını JSON kimi, hər elementi düzgün növdən yazın, məsələn, ["a","b"]',
  object: "Obyekti JSON kimi yazın",
};

/** The same of the items of a list, where it is said otherwise. */
const itemFixes: Readonly<Partial<Record<ExpectedKind, string>>> = {
  string: "Hər elementi mətn kimi yazın",
  code: "Hər kodu mətn kimi yazın",
  object: "Hər elementi JSON obyekti kimi yazın",
};

const formatNames: Readonly<Record<ExpectedFormat, string>> = {
  date: "İİİİ-AA-GG şəklində yazılmış gün deyil",
  "date-time": "2025-10-01T08:00:00Z şəklində yazılmış vaxt deyil",
  pattern: "lazım olan şəkildə yazılmayıb",
};

const formatFixes: Readonly<Record<Exclude<ExpectedFormat, "pattern">, string>> = {
  date: "Günü İİİİ-AA-GG şəklində yazın; belə ay və gün mövcud olmalıdır.",
  "date-time": "Tarixi, T hərfini, saatı və saat fərqini yazın, məsələn, 2025-10-01T08:00:00Z.",
};

function codeFix(codes: readonly string[], check: string | undefined): string {
  const named = namedCodes(codes);
  if (codes.length === 1) return `Bu kodu yazın: ${named}.`;
  if (codes.length <= codesNamedMax) return `Bunlardan birini yazın: ${named}.`;
  const where = check === undefined ? "" : `; hamısı: \`edufed rule ${check}\``;
  return `${codes.length} koddan birini yazın, məsələn, ${named}${where}.`;
}

function extensionFix(name: string | undefined): string | undefined {
  const prefix = name === undefined ? undefined : extensionPrefix(name);
  if (prefix === undefined) return undefined;
  return `Bu sizin öz xüsusiyyətinizdirsə, onu extensions/${prefix}.json faylında təyin edin və həmin faylı edufed.config.json faylında göstərin; əks halda onu yazmayın.`;
}

const rowDefects: Readonly<Record<RowDefect, FindingWords>> = {
  "too-few-values": {
    message: "Sətirdə başlıqdakı sütunlardan az dəyər var.",
    fix: "Sətri yoxlayın: dəyər çatışmaya bilər və ya sətir sonu dırnaqlardan kənarda ola bilər.",
  },
  "too-many-values": {
    message: "Sətirdə başlıqdakı sütunlardan çox dəyər var.",
    fix: "Sətri yoxlayın: ayırıcı işarə olan dəyər qoşa dırnaqda yazılmalıdır.",
  },
  "unclosed-quote": {
    message: "Sətirdəki dırnaq düzgün açılıb bağlanmayıb.",
    fix: 'Dırnağı bağlayın; dəyərin içindəki qoşa dırnaq iki dəfə yazılır: "".',
  },
  "too-long": {
    message: "Sətir 16 MB-dan uzundur.",
    fix: "Hər sətirdə bir yazı olduğunu, heç bir dəyərin bütöv fayl olmadığını və hər dırnağın bağlandığını yoxlayın.",
  },
  "empty-line": {
    message: "Sətir boşdur, ondan sonra isə başqa sətirlər var.",
    fix: "Boş sətri silin.",
  },
  "not-utf8": {
    message: "Sətir UTF-8 mətni deyil.",
    fix: "Faylı yenidən UTF-8 kimi saxlayın (Excel-də: “CSV UTF-8”).",
  },
  "not-json": {
    message: "Sətir düzgün JSON deyil.",
    fix: "Oradakı dırnaqları, vergülləri və mötərizələri yoxlayın və ya faylı yenidən ixrac edin.",
  },
  "not-object": {
    message: "Yazı JSON obyekti deyil.",
    fix: 'Hər yazını obyekt kimi yazın: {"xüsusiyyət": dəyər, …}.',
  },
  "duplicate-name": {
    message: "Yazıda bir xüsusiyyətin adı iki dəfə yazılıb.",
    fix: "Nəzərdə tutulanı saxlayın; əks halda hansının əsas götürüldüyü təxmin olardı.",
  },
};
