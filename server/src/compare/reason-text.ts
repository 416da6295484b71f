import type { LocalisedText } from "@edufed/schemas";
import type { Effect, Ground, Reason, ReasonCode, Refusal, Verdict } from "./comparison.ts";

/** The ground with its effect and its words. */
export function reasonOf(ground: Ground): Reason {
  return { ...ground, ...texts[ground.code] };
}

const gravity: Readonly<Record<Verdict, number>> = {
  "not-comparable": 3,
  caution: 2,
  "comparable-at": 1,
  comparable: 0,
};

/** The reasons, gravest first; equal ones stay in their order. */
export function gravestFirst(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.toSorted((a, b) => gravity[b.effect] - gravity[a.effect]);
}

/** The verdict that reasons add up to: the gravest of their effects, and at least `atLeast`. */
export function verdictOf(reasons: readonly Reason[], atLeast: Verdict = "comparable"): Verdict {
  const verdicts: readonly Verdict[] = [atLeast, ...reasons.map(({ effect }) => effect)];
  return verdicts.reduce((worst, next) => (gravity[next] > gravity[worst] ? next : worst));
}

/** Metrics are shares, ratios and means: over systems of different size and rules they have no total. */
export const noTotal: Refusal = {
  code: "no-total-across-members",
  text: {
    en: "Figures of different members are not added up or averaged: each system counts its own population by its own calendar and records.",
    fi: "Eri jäsenten lukuja ei lasketa yhteen eikä niistä lasketa keskiarvoa: kukin järjestelmä laskee oman väestönsä oman kalenterinsa ja rekisteriensä mukaan.",
    sv: "Siffror från olika medlemmar summeras eller medelvärdesbildas inte: varje system räknar sin egen population enligt sin egen kalender och sina egna register.",
    az: "Müxtəlif üzvlərin göstəriciləri toplanmır və ortalaması hesablanmır: hər sistem öz əhatəsini öz təqvimi və qeydləri üzrə sayır.",
  },
};

const texts: Readonly<
  Record<ReasonCode, { readonly effect: Effect; readonly text: LocalisedText }>
> = {
  "not-published": {
    effect: "not-comparable",
    text: {
      en: "Not every member has published this.",
      fi: "Kaikki jäsenet eivät ole julkaisseet tätä.",
      sv: "Alla medlemmar har inte publicerat detta.",
      az: "Bütün üzvlər bunu dərc etməyib.",
    },
  },
  "definition-differs": {
    effect: "not-comparable",
    text: {
      en: "The figures were computed by different definitions.",
      fi: "Luvut on laskettu eri määritelmillä.",
      sv: "Siffrorna har beräknats enligt olika definitioner.",
      az: "Göstəricilər fərqli təriflərlə hesablanıb.",
    },
  },
  "parameters-differ": {
    effect: "not-comparable",
    text: {
      en: "A threshold that the definition leaves open was set differently.",
      fi: "Määritelmän avoimeksi jättämä raja-arvo on asetettu eri tavoin.",
      sv: "Ett gränsvärde som definitionen lämnar öppet har satts olika.",
      az: "Tərifin açıq qoyduğu hədd fərqli müəyyən edilib.",
    },
  },
  "period-length-differs": {
    effect: "not-comparable",
    text: {
      en: "The periods differ in length by more than a tenth.",
      fi: "Jaksojen pituudet eroavat yli kymmenesosan.",
      sv: "Perioderna skiljer sig i längd med mer än en tiondel.",
      az: "Dövrlərin uzunluğu onda birdən çox fərqlənir.",
    },
  },
  withheld: {
    effect: "not-comparable",
    text: {
      en: "A figure is withheld to protect people.",
      fi: "Luku on salattu ihmisten suojaamiseksi.",
      sv: "En siffra hålls inne för att skydda personer.",
      az: "Göstərici insanları qorumaq üçün gizlədilib.",
    },
  },
  "not-collected": {
    effect: "not-comparable",
    text: {
      en: "Too little was collected for a figure.",
      fi: "Tietoja on kerätty liian vähän lukua varten.",
      sv: "För lite har samlats in för en siffra.",
      az: "Göstərici üçün kifayət qədər məlumat toplanmayıb.",
    },
  },
  "nothing-to-divide": {
    effect: "not-comparable",
    text: {
      en: "Nobody is in the denominator, so there is no figure.",
      fi: "Nimittäjässä ei ole ketään, joten lukua ei ole.",
      sv: "Ingen finns i nämnaren, så det finns ingen siffra.",
      az: "Məxrəcdə heç kim yoxdur, ona görə göstərici yoxdur.",
    },
  },
  "definition-revised": {
    effect: "caution",
    text: {
      en: "The definitions are different releases of one major version.",
      fi: "Määritelmät ovat saman pääversion eri julkaisuja.",
      sv: "Definitionerna är olika utgåvor av samma huvudversion.",
      az: "Təriflər eyni əsas versiyanın fərqli buraxılışlarıdır.",
    },
  },
  "reference-day-differs": {
    effect: "caution",
    text: {
      en: "The counts were taken on different days of the year.",
      fi: "Laskentapäivät ovat eri päivinä vuodesta.",
      sv: "Räkningen gjordes på olika dagar under året.",
      az: "Sayım ilin fərqli günlərində aparılıb.",
    },
  },
  "period-differs": {
    effect: "caution",
    text: {
      en: "The figures are about different school years.",
      fi: "Luvut koskevat eri lukuvuosia.",
      sv: "Siffrorna gäller olika läsår.",
      az: "Göstəricilər fərqli tədris illərinə aiddir.",
    },
  },
  "period-days-differ": {
    effect: "caution",
    text: {
      en: "The periods differ in length by some days.",
      fi: "Jaksojen pituudet eroavat joitakin päiviä.",
      sv: "Perioderna skiljer sig i längd med några dagar.",
      az: "Dövrlərin uzunluğu bir neçə gün fərqlənir.",
    },
  },
  "school-year-start-differs": {
    effect: "caution",
    text: {
      en: "The school years start on different days, so they do not hold the same weeks.",
      fi: "Lukuvuodet alkavat eri päivinä, joten ne eivät sisällä samoja viikkoja.",
      sv: "Läsåren börjar på olika dagar och omfattar därför inte samma veckor.",
      az: "Tədris illəri fərqli günlərdə başlayır, ona görə eyni həftələri əhatə etmir.",
    },
  },
  "sources-differ": {
    effect: "caution",
    text: {
      en: "The figures were counted from different kinds of records.",
      fi: "Luvut on laskettu erilaisista tietueista.",
      sv: "Siffrorna har räknats från olika slags poster.",
      az: "Göstəricilər fərqli növ qeydlərdən hesablanıb.",
    },
  },
  "coverage-incomplete": {
    effect: "caution",
    text: {
      en: "A part of those who should have been counted is missing.",
      fi: "Osa niistä, jotka olisi pitänyt laskea, puuttuu.",
      sv: "En del av dem som borde ha räknats saknas.",
      az: "Sayılmalı olanların bir hissəsi çatışmır.",
    },
  },
  "coverage-unknown": {
    effect: "caution",
    text: {
      en: "It is not known how many of those who should have been counted were.",
      fi: "Ei tiedetä, kuinka moni niistä, jotka olisi pitänyt laskea, on laskettu.",
      sv: "Det är inte känt hur många av dem som borde ha räknats som räknades.",
      az: "Sayılmalı olanlardan neçəsinin sayıldığı məlum deyil.",
    },
  },
  "population-differs": {
    effect: "caution",
    text: {
      en: "The populations differ: some groups exist on one side only.",
      fi: "Väestöt eroavat: joitakin ryhmiä on vain toisella puolella.",
      sv: "Populationerna skiljer sig: vissa grupper finns bara på ena sidan.",
      az: "Əhatə olunanlar fərqlidir: bəzi qruplar yalnız bir tərəfdə var.",
    },
  },
  "dimension-not-shared": {
    effect: "comparable-at",
    text: {
      en: "Not every member has published this breakdown; a coarser level is shown.",
      fi: "Kaikki jäsenet eivät ole julkaisseet tätä jaottelua; näytetään karkeampi taso.",
      sv: "Alla medlemmar har inte publicerat denna uppdelning; en grövre nivå visas.",
      az: "Bütün üzvlər bu bölgünü dərc etməyib; daha ümumi səviyyə göstərilir.",
    },
  },
  "codes-are-local": {
    effect: "comparable-at",
    text: {
      en: "The codes of this breakdown are each member's own and have no counterpart elsewhere.",
      fi: "Tämän jaottelun koodit ovat kunkin jäsenen omia, eikä niillä ole vastinetta muualla.",
      sv: "Koderna i denna uppdelning är varje medlems egna och saknar motsvarighet på annat håll.",
      az: "Bu bölgünün kodları hər üzvün özünə məxsusdur və başqa yerdə qarşılığı yoxdur.",
    },
  },
};
