/** Words on screen with the place they stand in. */
export type Copy = Readonly<Record<string, string>>;

/** The texts that a lint reads: what the person presses, and what the notice says besides. */
export interface CopyToCheck {
  /** BCP-47 tag. */
  readonly language: string;
  readonly actions: Copy;
  readonly texts: Copy;
}

/** Urgency, pressure, shame and double negatives, in the words that would carry them. */
const pushy: Readonly<Record<string, RegExp>> = {
  en: /!|\b(hurry|act now|last chance|limited time|only today|don['’]t miss|miss(ing)? out|unfortunately|sadly|we['’]?re sorry|are you sure|no thanks|i (don['’]t|do not) (want|care)|recommended|best experience|exclusive|not (un|dis)\w+|cannot not|never not)\b/iu,
  hi: /!|तुरंत|तत्काल|फ़ौरन|जल्दी|आज ही|मत चूक|अंतिम अवसर|दुर्भाग्य|खेद|सर्वश्रेष्ठ/u,
  ur: /!|فوراً|فوری|جلدی|آج ہی|آخری موقع|بدقسمتی|افسوس|بہترین/u,
  ta: /!|உடனே|உடனடி|இப்போதே|இன்றே|விரைந்து|தவறவிட|கடைசி வாய்ப்பு|துரதிர்ஷ்ட|வருந்து/u,
  bn: /!|তাড়াতাড়ি|এখনই|আজই|শেষ সুযোগ|দুর্ভাগ্য|দুঃখিত/u,
  mr: /!|त्वरित|लगेच|आजच|शेवटची संधी|दुर्दैव|क्षमस्व/u,
  gu: /!|તરત|હમણાં જ|આજે જ|છેલ્લી તક|કમનસીબ|માફ કરશો/u,
  te: /!|వెంటనే|ఇప్పుడే|ఈరోజే|చివరి అవకాశం|దురదృష్ట|క్షమించండి/u,
  kn: /!|ತಕ್ಷಣ|ಈಗಲೇ|ಇಂದೇ|ಕೊನೆಯ ಅವಕಾಶ|ದುರದೃಷ್ಟ|ಕ್ಷಮಿಸಿ/u,
  ml: /!|ഉടൻ|ഇപ്പോൾ തന്നെ|ഇന്നുതന്നെ|അവസാന അവസരം|നിർഭാഗ്യ|ക്ഷമിക്കണം/u,
  pa: /!|ਤੁਰੰਤ|ਹੁਣੇ|ਅੱਜ ਹੀ|ਆਖਰੀ ਮੌਕਾ|ਬਦਕਿਸਮਤੀ|ਮਾਫ਼ ਕਰਨਾ/u,
  as: /!|তৎক্ষণাৎ|এতিয়াই|আজিয়েই|সোনকালে|শেষ সুযোগ|দুৰ্ভাগ্য|দুঃখিত/u,
  ne: /!|तुरुन्त|अहिल्यै|आजै|छिटो|अन्तिम मौका|दुर्भाग्य|माफ गर्नुहोस्/u,
  or: /!|ତୁରନ୍ତ|ଏବେ ହିଁ|ଆଜି ହିଁ|ଶୀଘ୍ର|ଶେଷ ସୁଯୋଗ|ଦୁର୍ଭାଗ୍ୟ|ଦୁଃଖିତ/u,
  sd: /!|فوري|هاڻي ئي|اڄ ئي|جلدي|آخري موقعو|بدقسمتي|افسوس/u,
  mai: /!|तुरन्त|एखने|आइये|जल्दी|अन्तिम अवसर|दुर्भाग्य|खेद/u,
  gom: /!|रोखडेंच|आतांच|आयजच|बेगीन|निमाणी संद|दुर्दैव|माफ करात/u,
  sa: /!|सद्यः|शीघ्रम्|त्वरितम्|अद्यैव|अन्तिमः अवसरः|दुर्भाग्य|खेदः/u,
  doi: /!|तौले|फौरन|हूनै|अज्जै|तौला|आखरी मौका|बदकिस्मती|अफसोस/u,
};

/** True for a language whose urging and pleading words are listed; in any other one only marks are found. */
export function hasCopyList(tag: string): boolean {
  return Object.hasOwn(pushy, tag.split("-")[0] ?? "");
}

/** Answers that name no act, in any language. */
const acknowledgement =
  /^(ok(ay)?|got it|fine|sure|yes|no|continue|agree|submit|ठीक( है)?|हाँ|नहीं|ٹھیک( ہے)?|ہاں|نہیں|சரி|ஆம்|இல்லை|ঠিক আছে|হ্যাঁ|ठीक आहे|होय|બરાબર|હા|సరే|అవును|ಸರಿ|ಹೌದು|ശരി|അതെ|ਠੀਕ ਹੈ|ਹਾਂ)[.!]?$/iu;

/** What is not neutral in a notice's words, a sentence each. A language without a list is only checked for marks. */
export function copyFaults({ language, actions, texts }: CopyToCheck): string[] {
  const pattern = pushy[language.split("-")[0] ?? ""] ?? /!/u;
  const faults: string[] = [];
  for (const [place, text] of Object.entries({ ...texts, ...actions })) {
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) faults.push(`${place} says “${found}”, which urges, pleads or twists.`);
  }
  for (const [place, text] of Object.entries(actions)) {
    if (acknowledgement.test(text.trim())) faults.push(`${place} is called “${text}”, which does not name the act.`);
  }
  const names = Object.values(actions).map((text) => text.trim().toLowerCase());
  if (new Set(names).size < names.length) faults.push("Two of the acts have the same name.");
  return faults;
}
