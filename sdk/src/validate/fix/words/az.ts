import type { FixWords } from "./shape.ts";

function values(count: number): string {
  return `${count.toLocaleString("az")} dəyər`;
}

function changes(count: number, columns: number): string {
  const named = `${columns} sütun adı`;
  if (columns === 0) return values(count);
  return count === 0 ? named : `${values(count)} və ${named}`;
}

export const azerbaijani: FixWords = {
  kinds: {
    "white-space": "dəyərin ətrafında boşluq",
    characters: "başqa formada simvollar",
    "letter-case": "böyük və kiçik hərflər",
    "code-spelling": "kodda boşluq və ya defis",
    "code-label": "kodun yerində adı",
    "code-number": "onluq kəsr kimi yazılmış kod",
    "boolean-word": "true və ya false əvəzinə söz",
    "number-sign": "ədədin işarəsi",
    "decimal-comma": "onluq ayırıcı kimi vergül",
    "date-form": "başqa formatda tarix",
    "date-order": "hissələri başqa sırada olan tarix",
    "moment-form": "başqa formatda vaxt",
    "json-type": "başqa JSON tipi",
  },
  fixable: (count, of, kinds) => {
    const some = `${of.toLocaleString("az")} yazıdan ${count.toLocaleString("az")} yazı`;
    const all = of === 1 ? "O," : `${of.toLocaleString("az")} yazının hamısı`;
    return `${count === of ? all : some} təhlükəsiz düzəldilə bilər (${kinds}): \`edufed fix\`.`;
  },
  canBeFixed: (count, columns, command) =>
    `${changes(count, columns)} təhlükəsiz düzəldilə bilər: \`${command}\``,
  renames: "`edufed fix` onun adını dəyişir.",
  values,
  records: (count) => `${count.toLocaleString("az")} yazı`,
  row: "sətir",
  rows: "sətirlər",
  renamed: (column, property) => `“${column}” sütununun adı ${property} oldu`,
  nothing: "Təhlükəsiz düzəldilə bilən heç nə yoxdur.",
  fixed: (count, columns) => `Düzəldildi: ${changes(count, columns)}.`,
  wouldFix: (count, columns) => `Düzəldilə bilər: ${changes(count, columns)}.`,
  written: (place) => `${place} qovluğuna yazıldı; oxunan fayllar olduğu kimi qaldı.`,
  notWritten: "Heç nə yazılmadı.",
  allFixed: "Səhv qalmadı.",
  remaining: (errors) => `${errors.toLocaleString("az")} növ səhv qalır.`,
  byHand: "Qalanları nəyin nəzərdə tutulduğu bilinmədən düzəltmək olmaz.",
};
