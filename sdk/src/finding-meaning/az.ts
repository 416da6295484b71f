import type { MeaningTable } from "./table.ts";

const notValid = "Bu düzəldilməyincə yazılar yararlı sayılmır.";
const rejected = "Sətir qəbul edilmir və sayılır.";
const nothingUnknown =
  "Standartda olmayan heç nə oxunmur: orada istənilən məlumat ola bilər və onun nə dərəcədə məxfi olduğunu heç kim müəyyən etməyib.";

/** What codes mean in Azerbaijani. */
export const azerbaijani: MeaningTable = {
  "unknown-entity": {
    title: "Faylın adı heç bir yazı növünə uyğun deyil.",
    why: "Faylın adı oradakı yazıların növünü bildirir; oxunmayan fayl gözdən qaça bilər.",
    fix: "Faylı yazı növünə uyğun adlandırın və ya başqa yerə köçürün.",
    effect: "Fayl oxunmur. Yalnız bu fayl göstərilibsə, əmr dayandırılır.",
  },
  "unread-file": {
    title: "Fayl yazı növünə uyğun adlandırılıb, lakin onun formatı oxunmur.",
    why: "Oxunmayan cədvəl gözdən qaça bilər.",
    fix: "Onu CSV, NDJSON, JSON və ya Parquet kimi ixrac edin və ya başqa yerə köçürün.",
    effect: "Fayl oxunmur. Yalnız bu fayl göstərilibsə, əmr dayandırılır.",
  },
  "unknown-column": {
    title: "Sütun yazının xüsusiyyəti deyil.",
    why: nothingUnknown,
    fix: "Sütunu ehtiva etdiyi xüsusiyyətin adı ilə adlandırın və ya silin.",
    effect: notValid,
  },
  "missing-column": {
    title: "Hər yazıya lazım olan sütun yoxdur.",
    why: "Onsuz heç bir yazıdan istifadə etmək olmaz.",
    fix: "Sütunu əlavə edin.",
    effect: notValid,
  },
  "empty-file": {
    title: "Faylda yazı yoxdur.",
    why: "Boş fayl adətən ixracın alınmadığını göstərir.",
    fix: "Onu yenidən ixrac edin və ya kənarda saxlayın.",
    effect: "Fayl oxunur və heç nə əlavə etmir.",
  },
  "malformed-row": {
    title: "Faylın sətri yazı deyil.",
    why: "Dəyərlərə ayrıla bilməyən sətir səssizcə kənarda qoyulmur və dəyərləri başqa sütunlara keçirilmir.",
    fix: "Fayldakı sətri düzəldin və ya faylı yenidən ixrac edin.",
    effect: `Sətir sayılır və nömrəsi göstərilir; qalan sətirlər yoxlanılır. ${notValid}`,
  },
  missing: {
    title: "Hər yazıya lazım olan dəyər yoxdur.",
    why: "Olmayan dəyər heç vaxt sıfır, “yox” və ya “naməlum” kimi oxunmur.",
    fix: "Onu doldurun və ya yazını kənarda saxlayın.",
    effect: notValid,
  },
  "wrong-type": {
    title: "Dəyər düzgün növdən deyil.",
    why: "Nəyin nəzərdə tutulduğu təxmin edilmir: 3.7 yuvarlaqlaşdırılıb 4 edilmir, t isə true kimi oxunmur.",
    fix: "Dəyəri xüsusiyyətin təsvirində deyildiyi kimi yazın.",
    effect: notValid,
  },
  "unknown-code": {
    title: "Dəyər öz kod siyahısında yoxdur.",
    why: "Müxtəlif üzvlərin göstəricilərini yalnız kodun hər yerdə eyni məna daşıdığı halda müqayisə etmək olar.",
    fix: "Siyahıdakı koddan istifadə edin; yerli kodlara idxal zamanı qarşılıq verin.",
    effect: notValid,
  },
  "out-of-range": {
    title: "Ədəd öz hədlərindən kənardadır.",
    why: "Bu, mümkün deyil və ya o qədər az ehtimal olunur ki, səhvdir.",
    fix: "Dəyəri mənbə sistemində yoxlayın.",
    effect: notValid,
  },
  "wrong-format": {
    title: "Mətn lazım olan şəkildə yazılmayıb.",
    why: "Yalnız bir yazılış forması təxmin etmədən oxuna bilər.",
    fix: "Günləri İİİİ-AA-GG şəklində, digər mətnləri isə xüsusiyyətin təsvirində deyildiyi kimi yazın.",
    effect: notValid,
  },
  "wrong-length": {
    title: "Mətn çox qısa və ya çox uzundur.",
    why: "Açar və adların uzunluğu hər sistemin saxlaya biləcəyi qədərdir; daha uzun mətnlər çox vaxt səhv sütunda olur.",
    fix: "Mətnin düzgün sütunda olduğunu yoxlayın.",
    effect: notValid,
  },
  "wrong-items": {
    title: "Siyahıda element çox azdır, çox artıqdır və ya biri iki dəfə göstərilib.",
    why: "Siyahıların elementləri sayılır; iki dəfə göstərilən element iki dəfə sayılardı.",
    fix: "Hər elementi bir dəfə göstərin; sadalanacaq bir şey yoxdursa, xüsusiyyəti yazmayın.",
    effect: notValid,
  },
  "unknown-property": {
    title: "Yazıda ona aid olmayan xüsusiyyət var.",
    why: nothingUnknown,
    fix: "Onu ehtiva etdiyi xüsusiyyətin adı ilə adlandırın və ya yazmayın.",
    effect: notValid,
  },
  rule: {
    title: "Yazının xüsusiyyətləri və ya bir-birinə aid yazılar ziddiyyət təşkil edir.",
    why: "Hər qayda öz əsasını ayrıca izah edir.",
    fix: "Yazını mənbə sistemində düzəldin.",
    effect:
      "Ciddiliyini qayda müəyyən edir; hər yazı növünün səhifəsində onun qaydaları sadalanır.",
  },
  "duplicate-key": {
    title: "Bir neçə yazı eyni şeyi göstərir.",
    why: "O, bir dəfədən çox sayılardı.",
    fix: "Hər birindən bir yazı saxlayın.",
    effect: notValid,
  },
  "unknown-reference": {
    title: "Yazı mövcud olmayan və ya axtarıla bilməyən yazını göstərir.",
    why: "Bir-birinə aid yazılar bu istinadlarla tapılır; istinadı olmayan yazılar bölgülərdən kənarda qalır.",
    fix: "Göstərilən yazıları əlavə edin.",
    effect:
      "Yazı qalır, lakin istinadın apardığı bölgülərdən kənarda qalır. Verilənlərdə göstərilən yazılardan heç biri yoxdursa və heç nə axtarıla bilməyibsə, bu, sadəcə qeyddir.",
  },
  unchecked: {
    title: "Qayda yoxlanıla bilməyib, çünki ona lazım olan yazılar verilənlərdə yoxdur.",
    why: "Yoxlanılmayan şey düzgün sayılmamalıdır.",
    fix: "Qaydanı yoxlamaq üçün həmin yazıları əlavə edin.",
    effect: "Yazılar qalır; qayda barədə heç nə deyilmir.",
  },
  "ambiguous-date": {
    title: "Gün əyri xətlə yazılıb və gün ilə ay bir-biri ilə dəyişik düşə bilər.",
    why: "1/9/2025 yanvara və ya sentyabra aiddir; təxmin edilsəydi, uşaqlar bir aydan digərinə keçərdi.",
    fix: "Günləri İİİİ-AA-GG şəklində ixrac edin və ya ardıcıllığı --date-order ilə göstərin.",
    effect: rejected,
  },
  "unmapped-code": {
    title: "Mənbədə uyğunluq cədvəlində qarşılığı olmayan kod var.",
    why: "Kodun nə demək olduğuna insanlar qərar verir, o heç vaxt təxmin edilmir.",
    fix: "Kodu uyğunluq cədvəlinə əlavə edin.",
    effect: rejected,
  },
  "unmapped-column": {
    title: "Mənbədə uyğunluq cədvəlində göstərilməyən sütun var.",
    why: "Barəsində heç kimin qərar vermədiyi sütunda istənilən məlumat ola bilər.",
    fix: "Cədvəldə ona qarşılıq verin və ya onu səbəbi ilə birlikdə kənarda saxlanılan kimi göstərin.",
    effect: "Sütun kənarda saxlanılır və hesabatda göstərilir.",
  },
  superseded: {
    title: "Yazını daha sonrakı göndəriş əvəz edir.",
    why: "Dəyişiklik göndərişlərində sətrin ən son vəziyyəti olur.",
    fix: "Heç nə etmək lazım deyil.",
    effect: "Köhnə sətir kənarda saxlanılır və sayılır.",
  },
};
