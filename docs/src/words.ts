import type { Language } from "./languages.ts";

/** What the generated pages and the explorer say. Every language has every word. */
export interface Words {
  readonly start: string;
  readonly overview: string;
  readonly guides: string;
  readonly reference: string;
  readonly entities: string;
  readonly codeLists: string;
  readonly crosswalks: string;
  readonly metrics: string;
  readonly dimensions: string;
  readonly commands: string;
  readonly findings: string;
  readonly checks: string;
  readonly gateway: string;
  readonly exchange: string;
  readonly useCases: string;
  readonly explorer: string;
  readonly explorerLead: string;
  readonly metric: string;
  readonly by: string;
  readonly all: string;
  readonly sharedScale: string;
  readonly withheld: string;
  readonly withheldLong: string;
  readonly noData: string;
  readonly nothingToDivide: string;
  readonly tooLittle: string;
  readonly comparable: string;
  readonly comparableAt: string;
  readonly caution: string;
  readonly notComparable: string;
  readonly noReasons: string;
  readonly coverage: string;
  readonly coverageUnknown: string;
  readonly unit: string;
  readonly schoolYear: string;
  readonly cells: string;
  readonly sameFigures: string;
  readonly member: string;
  readonly value: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly status: string;
  readonly published: string;
  readonly downloads: string;
  readonly thisView: string;
  readonly everything: string;
  readonly builtWith: string;
  readonly fresh: string;
  readonly noScript: string;
  readonly noFigures: string;
  readonly definition: string;
  readonly readCarefully: string;
  readonly notRanked: string;
}

const en: Words = {
  start: "Start",
  overview: "Overview",
  guides: "Guides",
  reference: "Reference",
  entities: "Records",
  codeLists: "Code lists",
  crosswalks: "Crosswalks",
  metrics: "Metrics",
  dimensions: "Dimensions",
  commands: "Commands",
  findings: "Findings",
  checks: "Checks of a publication",
  gateway: "Gateway",
  exchange: "What travels",
  useCases: "Use cases",
  explorer: "Explorer",
  explorerLead: "Members side by side, with what may be compared and what may not.",
  metric: "Metric",
  by: "By",
  all: "All",
  sharedScale: "All panels share one scale.",
  withheld: "withheld",
  withheldLong: "withheld to protect",
  noData: "no data",
  nothingToDivide: "nobody to count",
  tooLittle: "too little collected",
  comparable: "May be compared",
  comparableAt: "May be compared at a coarser level",
  caution: "May be compared with care",
  notComparable: "Must not be compared",
  noReasons: "Computed alike, over alike periods.",
  coverage: "Coverage",
  coverageUnknown: "not stated",
  unit: "Unit",
  schoolYear: "School year",
  cells: "{published} of {all} figures shown, {withheld} withheld",
  sameFigures: "The same figures as a table",
  member: "Member",
  value: "Value",
  numerator: "Numerator",
  denominator: "Denominator",
  status: "Status",
  published: "published",
  downloads: "Take it with you",
  thisView: "This view (CSV)",
  everything: "Everything on this metric (CSV)",
  builtWith: "Figures as they were when this page was built.",
  fresh: "Figures as the gateway serves them now.",
  noScript:
    "Choosing another metric needs JavaScript. Without it, this page shows one view, and the downloads hold the rest.",
  noFigures:
    "No figures have been published here yet. `npm start` makes two synthetic members and publishes theirs.",
  definition: "What is counted",
  readCarefully: "Read with care",
  notRanked:
    "Members stand in the order of their names and rows in the order of their codes; nothing here is a ranking.",
};

const fi: Words = {
  start: "Alku",
  overview: "Yleiskatsaus",
  guides: "Oppaat",
  reference: "Hakuteos",
  entities: "Tietueet",
  codeLists: "Koodistot",
  crosswalks: "Vastaavuudet",
  metrics: "Mittarit",
  dimensions: "Luokittelut",
  commands: "Komennot",
  findings: "Havainnot",
  checks: "Julkaisun tarkistukset",
  gateway: "Yhdyskäytävä",
  exchange: "Mitä vaihdetaan",
  useCases: "Käyttötapaukset",
  explorer: "Vertailu",
  explorerLead: "Jäsenet rinnakkain, ja se, mitä voi verrata ja mitä ei.",
  metric: "Mittari",
  by: "Luokittelu",
  all: "Kaikki",
  sharedScale: "Kaikissa kuvioissa on sama asteikko.",
  withheld: "salattu",
  withheldLong: "salattu suojan vuoksi",
  noData: "ei tietoa",
  nothingToDivide: "ei laskettavia",
  tooLittle: "kerätty liian vähän",
  comparable: "Voi verrata",
  comparableAt: "Voi verrata karkeammalla tasolla",
  caution: "Voi verrata varoen",
  notComparable: "Ei saa verrata",
  noReasons: "Laskettu samalla tavalla, samanlaisilta ajanjaksoilta.",
  coverage: "Kattavuus",
  coverageUnknown: "ei ilmoitettu",
  unit: "Yksikkö",
  schoolYear: "Lukuvuosi",
  cells: "{published} lukua {all}:sta näytetään, {withheld} salattu",
  sameFigures: "Samat luvut taulukkona",
  member: "Jäsen",
  value: "Arvo",
  numerator: "Osoittaja",
  denominator: "Nimittäjä",
  status: "Tila",
  published: "julkaistu",
  downloads: "Ota mukaan",
  thisView: "Tämä näkymä (CSV)",
  everything: "Kaikki tästä mittarista (CSV)",
  builtWith: "Luvut sellaisina kuin ne olivat, kun sivu tehtiin.",
  fresh: "Luvut sellaisina kuin yhdyskäytävä ne nyt antaa.",
  noScript:
    "Toisen mittarin valinta vaatii JavaScriptin. Ilman sitä sivu näyttää yhden näkymän, ja loput ovat ladattavissa.",
  noFigures:
    "Lukuja ei ole vielä julkaistu. `npm start` tekee kaksi synteettistä jäsentä ja julkaisee niiden luvut.",
  definition: "Mitä lasketaan",
  readCarefully: "Lue harkiten",
  notRanked:
    "Jäsenet ovat nimen ja rivit koodin mukaisessa järjestyksessä; mikään tässä ei ole paremmuusjärjestys.",
};

const sv: Words = {
  start: "Start",
  overview: "Översikt",
  guides: "Guider",
  reference: "Referens",
  entities: "Poster",
  codeLists: "Kodlistor",
  crosswalks: "Motsvarigheter",
  metrics: "Mått",
  dimensions: "Indelningar",
  commands: "Kommandon",
  findings: "Fynd",
  checks: "Kontroller av en publikation",
  gateway: "Porten",
  exchange: "Det som utbyts",
  useCases: "Användningsfall",
  explorer: "Jämförelse",
  explorerLead: "Medlemmarna sida vid sida, och vad som får jämföras och inte.",
  metric: "Mått",
  by: "Indelning",
  all: "Alla",
  sharedScale: "Alla diagram har samma skala.",
  withheld: "undertryckt",
  withheldLong: "undertryckt till skydd",
  noData: "uppgift saknas",
  nothingToDivide: "ingen att räkna",
  tooLittle: "för lite insamlat",
  comparable: "Får jämföras",
  comparableAt: "Får jämföras på en grövre nivå",
  caution: "Får jämföras med försiktighet",
  notComparable: "Får inte jämföras",
  noReasons: "Beräknat på samma sätt, över likadana perioder.",
  coverage: "Täckning",
  coverageUnknown: "inte angiven",
  unit: "Enhet",
  schoolYear: "Läsår",
  cells: "{published} av {all} tal visas, {withheld} undertryckta",
  sameFigures: "Samma tal som tabell",
  member: "Medlem",
  value: "Värde",
  numerator: "Täljare",
  denominator: "Nämnare",
  status: "Status",
  published: "publicerat",
  downloads: "Ta med dig",
  thisView: "Den här vyn (CSV)",
  everything: "Allt om detta mått (CSV)",
  builtWith: "Talen som de var när sidan byggdes.",
  fresh: "Talen som porten visar dem nu.",
  noScript:
    "För att välja ett annat mått krävs JavaScript. Utan det visar sidan en vy, och resten finns att ladda ner.",
  noFigures:
    "Inga tal har publicerats här ännu. `npm start` skapar två syntetiska medlemmar och publicerar deras tal.",
  definition: "Vad som räknas",
  readCarefully: "Läs med omsorg",
  notRanked:
    "Medlemmarna står i namnordning och raderna i kodordning; ingenting här är en rangordning.",
};

const az: Words = {
  start: "Başlanğıc",
  overview: "İcmal",
  guides: "Bələdçilər",
  reference: "Məlumat kitabı",
  entities: "Qeydlər",
  codeLists: "Kod siyahıları",
  crosswalks: "Uyğunluqlar",
  metrics: "Göstəricilər",
  dimensions: "Bölgülər",
  commands: "Əmrlər",
  findings: "Tapıntılar",
  checks: "Dərcin yoxlanışları",
  gateway: "Şlüz",
  exchange: "Mübadilə olunanlar",
  useCases: "İstifadə halları",
  explorer: "Müqayisə",
  explorerLead: "Üzvlər yan-yana, nəyin müqayisə oluna biləcəyi və nəyin bilməyəcəyi ilə.",
  metric: "Göstərici",
  by: "Bölgü",
  all: "Hamısı",
  sharedScale: "Bütün diaqramların şkalası eynidir.",
  withheld: "gizlədilib",
  withheldLong: "qorumaq üçün gizlədilib",
  noData: "məlumat yoxdur",
  nothingToDivide: "sayılacaq şəxs yoxdur",
  tooLittle: "çox az toplanıb",
  comparable: "Müqayisə etmək olar",
  comparableAt: "Daha ümumi səviyyədə müqayisə etmək olar",
  caution: "Ehtiyatla müqayisə etmək olar",
  notComparable: "Müqayisə etmək olmaz",
  noReasons: "Eyni qaydada, oxşar dövrlər üzrə hesablanıb.",
  coverage: "Əhatə",
  coverageUnknown: "göstərilməyib",
  unit: "Vahid",
  schoolYear: "Tədris ili",
  cells: "{all} rəqəmdən {published} göstərilir, {withheld} gizlədilib",
  sameFigures: "Eyni rəqəmlər cədvəl şəklində",
  member: "Üzv",
  value: "Dəyər",
  numerator: "Surət",
  denominator: "Məxrəc",
  status: "Vəziyyət",
  published: "dərc olunub",
  downloads: "Özünüzlə götürün",
  thisView: "Bu görünüş (CSV)",
  everything: "Bu göstərici üzrə hər şey (CSV)",
  builtWith: "Rəqəmlər səhifənin hazırlandığı vaxtdakı kimidir.",
  fresh: "Rəqəmlər şlüzün indi verdiyi kimidir.",
  noScript:
    "Başqa göstərici seçmək üçün JavaScript lazımdır. Onsuz səhifə bir görünüşü göstərir, qalanını yükləmək olar.",
  noFigures:
    "Burada hələ rəqəm dərc olunmayıb. `npm start` iki sintetik üzv yaradır və onların rəqəmlərini dərc edir.",
  definition: "Nə sayılır",
  readCarefully: "Diqqətlə oxuyun",
  notRanked: "Üzvlər ad, sətirlər kod sırası ilədir; burada heç nə reytinq deyil.",
};

/** Every word in every language. */
export const words: Readonly<Record<Language, Words>> = { en, fi, sv, az };
