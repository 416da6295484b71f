import type { MeaningTable } from "./table.ts";

const notValid = "Tietueet eivät kelpaa, ennen kuin asia on korjattu.";
const rejected = "Rivi hylätään ja lasketaan hylättyihin.";
const nothingUnknown =
  "Mitään sellaista ei lueta, mitä standardi ei tunne: siinä voisi olla mitä tahansa, eikä kukaan ole sanonut, kuinka arkaluonteista se on.";

/** What codes mean in Finnish. */
export const finnish: MeaningTable = {
  "unknown-entity": {
    title: "Tiedostoa ei ole nimetty minkään tietuetyypin mukaan.",
    why: "Tiedoston nimi kertoo, mitä sen tietueet ovat; ohitettu tiedosto voisi jäädä huomaamatta.",
    fix: "Nimeä se tietuetyyppinsä mukaan tai siirrä se muualle.",
    effect: "Tiedostoa ei lueta. Jos tiedosto annettiin yksinään, komento päättyy siihen.",
  },
  "unread-file": {
    title: "Tiedosto on nimetty tietuetyypin mukaan, mutta sen muotoa ei lueta.",
    why: "Ohitettu taulukko voisi jäädä huomaamatta.",
    fix: "Vie se CSV-, NDJSON-, JSON- tai Parquet-muotoon tai siirrä se muualle.",
    effect: "Tiedostoa ei lueta. Jos tiedosto annettiin yksinään, komento päättyy siihen.",
  },
  "unknown-column": {
    title: "Sarake ei ole tietueen ominaisuus.",
    why: nothingUnknown,
    fix: "Nimeä sarake sisältämänsä ominaisuuden mukaan tai poista se.",
    effect: notValid,
  },
  "missing-column": {
    title: "Sarake, jonka jokainen tietue tarvitsee, puuttuu.",
    why: "Ilman sitä yhtäkään tietuetta ei voi käyttää.",
    fix: "Lisää sarake.",
    effect: notValid,
  },
  "empty-file": {
    title: "Tiedostossa ei ole tietueita.",
    why: "Tyhjä tiedosto tarkoittaa yleensä, että vienti epäonnistui.",
    fix: "Vie se uudelleen tai jätä se pois.",
    effect: "Tiedosto luetaan, eikä se tuo lisää tietueita.",
  },
  "malformed-row": {
    title: "Tiedoston rivi ei ole tietue.",
    why: "Riviä, jota ei voi jakaa arvoihin, ei jätetä hiljaa pois, eikä sen arvoja siirretä toisiin sarakkeisiin.",
    fix: "Korjaa rivi tiedostosta tai vie tiedosto uudelleen.",
    effect: `Rivi lasketaan ja sen numero kerrotaan; muut rivit tarkistetaan. ${notValid}`,
  },
  missing: {
    title: "Arvo, jonka jokainen tietue tarvitsee, puuttuu.",
    why: "Puuttuvaa ei koskaan lueta nollaksi, kielteiseksi eikä tuntemattomaksi.",
    fix: "Täydennä se tai jätä tietue pois.",
    effect: notValid,
  },
  "wrong-type": {
    title: "Arvo ei ole oikeaa tyyppiä.",
    why: "Tarkoitusta ei arvata: lukua 3.7 ei pyöristetä luvuksi 4, eikä t ole true.",
    fix: "Kirjoita arvo ominaisuuden kuvauksen mukaan.",
    effect: notValid,
  },
  "unknown-code": {
    title: "Arvo ei ole koodistonsa koodi.",
    why: "Jäsenten lukuja voi verrata vain, kun koodi tarkoittaa kaikkialla samaa.",
    fix: "Käytä koodiston koodia; muunna paikalliset koodit tuonnissa.",
    effect: notValid,
  },
  "out-of-range": {
    title: "Luku ei ole rajojensa sisällä.",
    why: "Se ei ole mahdollinen, tai se on niin epätodennäköinen, että kyse on virheestä.",
    fix: "Tarkista arvo lähdejärjestelmästä.",
    effect: notValid,
  },
  "wrong-format": {
    title: "Tekstiä ei ole kirjoitettu oikeassa muodossa.",
    why: "Vain yhden kirjoitustavan voi lukea arvaamatta.",
    fix: "Kirjoita päivät muodossa VVVV-KK-PP ja muut tekstit ominaisuuden kuvauksen mukaan.",
    effect: notValid,
  },
  "wrong-length": {
    title: "Teksti on liian lyhyt tai liian pitkä.",
    why: "Avaimilla ja nimillä on pituus, jonka jokainen järjestelmä voi säilyttää; pidemmät tekstit ovat usein väärässä sarakkeessa.",
    fix: "Tarkista, että teksti on oikeassa sarakkeessa.",
    effect: notValid,
  },
  "wrong-items": {
    title: "Luettelossa on liian vähän tai liian monta kohtaa, tai jokin niistä on kahdesti.",
    why: "Luettelojen kohdat lasketaan; kahdesti mainittu kohta laskettaisiin kahdesti.",
    fix: "Mainitse kukin kohta vain kerran; jätä ominaisuus pois, jos lueteltavaa ei ole.",
    effect: notValid,
  },
  "unknown-property": {
    title: "Tietueessa on ominaisuus, joka ei kuulu siihen.",
    why: nothingUnknown,
    fix: "Nimeä se sisältämänsä ominaisuuden mukaan tai jätä se pois.",
    effect: notValid,
  },
  rule: {
    title: "Tietueen ominaisuudet tai yhteenkuuluvat tietueet ovat ristiriidassa keskenään.",
    why: "Jokainen sääntö perustellaan omin sanoin.",
    fix: "Korjaa tietue lähdejärjestelmässä.",
    effect: "Vakavuus on säännön mukainen; kunkin tietuetyypin sivulla luetellaan sen säännöt.",
  },
  "duplicate-key": {
    title: "Useat tietueet nimeävät saman asian.",
    why: "Se laskettaisiin useammin kuin kerran.",
    fix: "Säilytä kustakin yksi tietue.",
    effect: notValid,
  },
  "unknown-reference": {
    title: "Tietue viittaa tietueeseen, jota ei ole tai jota ei voitu hakea.",
    why: "Yhteenkuuluvat tietueet löydetään näistä viittauksista; ilman viittausta tietue jää pois erittelyistä.",
    fix: "Lisää tietueet, joihin viitataan.",
    effect:
      "Tietue säilyy mutta jää pois siitä, mihin viittaus johtaisi. Kyse on vain huomautuksesta, kun aineistossa ei ole yhtään viitattua tietuetta eikä mitään siis voitu hakea.",
  },
  unchecked: {
    title: "Sääntöä ei voitu tarkistaa, koska sen tarvitsemia tietueita ei ole aineistossa.",
    why: "Tarkistamatonta ei saa pitää kunnossa olevana.",
    fix: "Lisää puuttuvat tietueet, niin sääntö tarkistetaan.",
    effect: "Tietueet säilyvät; säännöstä ei sanota mitään.",
  },
  "ambiguous-date": {
    title: "Päivä on kirjoitettu kauttaviivoin, joten päivä ja kuukausi voivat vaihtua.",
    why: "1/9/2025 on tammikuussa tai syyskuussa; arvaus siirtäisi lapsia kuukaudesta toiseen.",
    fix: "Vie päivät muodossa VVVV-KK-PP tai kerro järjestys valinnalla --date-order.",
    effect: rejected,
  },
  "unmapped-code": {
    title: "Lähteessä on koodi, jolla ei ole vastinetta vastaavuustaulussa.",
    why: "Koodin merkityksestä päättävät ihmiset, eikä sitä koskaan arvata.",
    fix: "Lisää koodi vastaavuustauluun.",
    effect: rejected,
  },
  "unmapped-column": {
    title: "Lähteessä on sarake, jota vastaavuustaulu ei nimeä.",
    why: "Sarakkeessa, josta kukaan ei ole päättänyt, voisi olla mitä tahansa.",
    fix: "Anna sille vastine vastaavuustaulussa tai nimeä se siellä pois jätetyksi perusteluineen.",
    effect: "Sarake jätetään pois ja nimetään raportissa.",
  },
  superseded: {
    title: "Myöhempi erä korvaa tietueen.",
    why: "Muutoserissä on rivin uusin tila.",
    fix: "Mitään ei tarvitse tehdä.",
    effect: "Vanhempi rivi jätetään pois ja lasketaan pois jätettyihin.",
  },
};
