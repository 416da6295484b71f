import type { FixWords } from "./shape.ts";

function values(count: number): string {
  return `${count.toLocaleString("az")} dəyər`;
}

function changes(count: number, columns: number): string {
  return columns === 0 ? values(count) : `${values(count)} və ${columns} sütun adı`;
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
  fixable: (count, of, kinds) =>
    `${of.toLocaleString("az")} yazıdan ${count.toLocaleString("az")} yazı təhlükəsiz düzəldilə bilər (${kinds}): \`edufed fix\`.`,
  canBeFixed: (count, command) => `${values(count)} təhlükəsiz düzəldilə bilər: \`${command}\``,
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
