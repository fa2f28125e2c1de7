import { languages, readNotice, submitConsent, type Notice } from "@notice-consent/contract";
import { aNotice } from "@notice-consent/testing";
import { act, cleanup } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aConsentBench, announcements, reach, renderings } from "./consent-bench.test-data.tsx";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const hindi = "<p>हिन्दी में सूचना</p>";

/** A notice in English and Hindi, and in a Tamil that lacks a string. */
function aTranslatedNotice(default_language = "English"): Notice {
  const notice = aNotice();
  const { purposes } = notice.active_config;
  const [translation] = Object.values(aNotice().active_config.supported_languages_and_translations);
  const texts = Object.fromEntries(
    Object.entries(notice.active_config).filter(([, value]) => typeof value === "string"),
  );
  const complete = {
    ...translation,
    ...texts,
    notice_text: hindi,
    product_privacy_policies_label: "",
    purposes: Object.fromEntries(
      purposes.map(({ uuid, name }) => [uuid, { name: `हि ${name}`, description: `हि ${name}` }]),
    ),
    products: {},
    data_elements: Object.fromEntries(
      purposes.flatMap(({ data_elements }) => data_elements.map(({ uuid, name }) => [uuid, `हि ${name}`])),
    ),
    dpo_info: notice.active_config.dpo_info ?? undefined,
  };
  const translations = { Hindi: complete, Tamil: { ...complete, notice_text: "" } };
  return JSON.parse(
    JSON.stringify({
      ...notice,
      active_config: { ...notice.active_config, default_language, supported_languages_and_translations: translations },
    }),
  ) as Notice;
}

function browserPrefers(...tags: string[]): void {
  vi.spyOn(window.navigator, "languages", "get").mockReturnValue(tags);
}

describe.each(renderings)("the language of a notice, $rendering,", ({ rendering }) => {
  it.each([
    ["the host's wish", { wish: "hi", browser: ["en"], byDefault: "English" }, "hi"],
    ["the browser's list", { wish: undefined, browser: ["fr", "hi-IN"], byDefault: "English" }, "hi"],
    ["the notice's default", { wish: undefined, browser: ["fr"], byDefault: "Hindi" }, "hi"],
    ["English for a wish that is not offered in full", { wish: "ta", browser: [], byDefault: "English" }, "en"],
  ])("is %s [UI-L1] [W57]", async (_, { wish, browser, byDefault }, expected) => {
    browserPrefers(...browser);
    const bench = aConsentBench(rendering, { notices: [aTranslatedNotice(byDefault)] });
    const place = bench.render(bench.host("person-1", { language: wish }));
    const asking = await reach(place, "asking");
    expect(asking.language.tag).toBe(expected);
    expect(asking.languages.map(({ tag }) => tag)).toEqual(["en", "hi"]);
    expect(asking.notice.active_config.notice_text === hindi).toBe(expected === "hi");
  });

  it("changes at once, without a request, keeps every tick, and is what is submitted [UI-L3] [UI-L8] [W26] [W84]", async () => {
    browserPrefers("en");
    const bench = aConsentBench(rendering, { notices: [aTranslatedNotice()] });
    const host = bench.host();
    const onLanguageChange = vi.fn<(tag: string) => void>();
    const place = bench.render({ ...host, onLanguageChange });
    const { actions, notice } = await reach(place, "asking");
    act(() => actions.grant(notice.active_config.purposes[0]?.uuid ?? ""));
    const ticks = place.result.current.draft.getState();
    act(() => actions.setLanguage("hi"));
    const inHindi = await reach(place, "asking");
    expect(inHindi.notice.active_config.notice_text).toBe(hindi);
    expect(inHindi.language).toMatchObject({ tag: "hi", direction: "ltr" });
    expect(inHindi.draft.getState()).toBe(ticks);
    place.rerender({ ...host, onLanguageChange });
    expect(place.result.current.language.tag).toBe("hi");
    act(() => actions.acceptAll());
    expect((await reach(place, "recorded")).result.language).toBe("hi");
    await announcements();
    expect(onLanguageChange).toHaveBeenCalledExactlyOnceWith("hi");
    expect(bench.service.requests.to(readNotice)).toHaveLength(1);
    expect(bench.service.requests.to(submitConsent)[0]).toMatchObject({ language: "hi", body: { language: "hi" } });
  });

  it("is the person's earlier choice in the next place, after the host's wish [UI-L1]", async () => {
    browserPrefers("en");
    const bench = aConsentBench(rendering, { notices: [aTranslatedNotice()] });
    const first = bench.render(bench.host());
    act((await reach(first, "asking")).actions.setLanguage.bind(undefined, "hi"));
    expect((await reach(bench.render(bench.host()), "asking")).language.tag).toBe("hi");
    expect((await reach(bench.render(bench.host("person-1", { language: "en" })), "asking")).language.tag).toBe("en");
  });

  it("changed by the host is read once more, the old text staying until then [UI-L8] [W49]", async () => {
    browserPrefers("en");
    const bench = aConsentBench(rendering, { notices: [aTranslatedNotice()] });
    const host = bench.host("person-1", { language: "en" });
    const place = bench.render(host);
    const { actions, notice } = await reach(place, "asking");
    act(() => actions.grant(notice.active_config.purposes[0]?.uuid ?? ""));
    const ticks = place.result.current.draft.getState();
    place.rerender({ ...host, language: "hi" });
    expect(place.result.current).toMatchObject({ status: "asking", language: { tag: "hi" } });
    await announcements();
    expect(place.result.current.status).toBe("asking");
    expect(place.result.current.draft.getState()).toBe(ticks);
    expect(bench.service.requests.to(readNotice).map(({ language }) => language)).toEqual(["en", "hi"]);
  });

  it("is left out when the interface has no words for it, English never [UI-L2] [UI-L11]", async () => {
    browserPrefers("hi");
    const bench = aConsentBench(rendering, { notices: [aTranslatedNotice()] });
    const place = bench.render(bench.host("person-1", { offersLanguage: ({ tag }) => tag === "ta" }));
    const asking = await reach(place, "asking");
    expect(asking.languages.map(({ tag }) => tag)).toEqual(["en"]);
    expect(asking.language.tag).toBe("en");
  });
});

it("shows a language of the table before there is a notice", () => {
  browserPrefers("ur");
  const bench = aConsentBench();
  const place = bench.render(bench.host());
  expect(place.result.current).toMatchObject({ status: "checking", language: { tag: "ur", direction: "rtl" } });
  expect(languages).toContain(place.result.current.language);
});
