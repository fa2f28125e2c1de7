import { findLanguage, readNotice, submitConsent } from "@notice-consent/contract";
import { ConsentProvider } from "@notice-consent/hooks";
import { clinicNotice, createFixtureService, type FixtureService } from "@notice-consent/testing";
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { StrictMode, type ReactNode } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { preloadDialog } from "../dialog/dialog-chunk.ts";
import { NoticeConsent } from "../notice-consent.tsx";
import type { NoticeConsentProps } from "../notice-props.ts";
import { loadedWords, loadWords } from "./words.ts";

const gates = vi.hoisted(() => {
  const gate = () => {
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => (open = resolve));
    return { opened, open };
  };
  return { tamil: gate(), telugu: gate(), gujarati: gate() };
});

// Three languages that come when a test says so, and two whose modules cannot be had.
vi.mock("./tamil.ts", async (original) => {
  await gates.tamil.opened;
  return original();
});
vi.mock("./telugu.ts", async (original) => {
  await gates.telugu.opened;
  return original();
});
vi.mock("./gujarati.ts", async (original) => {
  await gates.gujarati.opened;
  return original();
});
vi.mock("./kannada.ts", () => {
  throw new Error("The module cannot be had.");
});
vi.mock("./malayalam.ts", () => {
  throw new Error("The module cannot be had.");
});

afterEach(cleanup);

function aPage(): { readonly service: FixtureService; readonly props: NoticeConsentProps } {
  const service = createFixtureService({ notices: [clinicNotice] });
  const tokens = service.issue({ orgUserId: "person-1" });
  return { service, props: { ...tokens, noticeId: clinicNotice.uuid, baseUrl: service.baseUrl, language: "en" } };
}

async function show(service: FixtureService, props: NoticeConsentProps, Mode: typeof StrictMode = StrictMode) {
  await preloadDialog();
  const tree = (given: NoticeConsentProps): ReactNode => (
    <Mode>
      <ConsentProvider fetch={service.fetch}>
        <NoticeConsent {...given} />
      </ConsentProvider>
    </Mode>
  );
  const { rerender } = render(tree(props));
  const dialog = await screen.findByRole("dialog");
  await waitFor(() => expect(dialog.querySelectorAll("fieldset")).toHaveLength(3));
  return { dialog, update: (next: Partial<NoticeConsentProps>) => rerender(tree({ ...props, ...next })) };
}

const select = (): HTMLSelectElement => screen.getByRole("combobox");
const choose = (tag: string): void => {
  act(() => select().focus());
  fireEvent.change(select(), { target: { value: tag } });
};
const root = (): Element => screen.getByRole("dialog").closest("[lang]") ?? document.body;
const titleIn = (tag: string): string => {
  const { wireName } = findLanguage(tag);
  const translation = clinicNotice.active_config.supported_languages_and_translations[wireName];
  return translation?.notice_banner_heading ?? clinicNotice.active_config.notice_banner_heading;
};
const ticks = (): boolean[] =>
  [...screen.getByRole("dialog").querySelectorAll<HTMLInputElement>("input[type=checkbox]")].map(
    ({ checked }) => checked,
  );

/** The scripts on screen; the names that the selector offers, and who asks, which nobody translates, are left out. */
function scripts(): string[] {
  const copy = screen.getByRole("dialog").cloneNode(true);
  if (!(copy instanceof Element)) throw new TypeError("A dialog is an element.");
  for (const names of copy.querySelectorAll("select, li > bdi")) names.remove();
  const named = [...copy.querySelectorAll("[aria-label]")].map((one) => one.getAttribute("aria-label") ?? "");
  const text = [copy.textContent, ...named].join(" ");
  const known = ["Latin", "Tamil", "Telugu", "Arabic", "Devanagari", "Bengali"];
  return known.filter((script) => new RegExp(`\\p{Script=${script}}`, "u").test(text));
}

/** Every state that the page was in, by the scripts of its words. */
function watchScripts(): () => string[] {
  const seen = new Set([scripts().join("+")]);
  const observer = new MutationObserver(() => seen.add(scripts().join("+")));
  observer.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
  return () => {
    observer.disconnect();
    return [...seen];
  };
}

describe("choosing another language", () => {
  it("is remembered also when the notice has closed before its words are here [UI-L3]", async () => {
    const { service, props } = aPage();
    const onLanguageChange = vi.fn<(tag: string) => void>();
    await show(service, { ...props, onLanguageChange });
    choose("gu");
    fireEvent.click(screen.getByRole("button", { name: "Accept all" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(onLanguageChange).not.toHaveBeenCalled();
    gates.gujarati.open();
    await waitFor(() => expect(onLanguageChange).toHaveBeenCalledWith("gu"));
  });

  it("keeps focus, ticks and nodes, reads nothing again, and says once that it is done, in that language [UI-L3] [UI-L7] [PF10]", async () => {
    const { service, props } = aPage();
    await show(service, props);
    fireEvent.click(screen.getAllByRole("checkbox")[0] ?? document.body);
    const before = { select: select(), title: document.querySelector("h2"), ticks: ticks() };
    const said: string[] = [];
    const status = screen.getByRole("status");
    const listening = new MutationObserver(() => said.push(status.textContent ?? ""));
    listening.observe(status, { childList: true, subtree: true, characterData: true });
    choose("mr");
    await waitFor(() => expect(root().getAttribute("lang")).toBe("mr"));
    expect(select()).toBe(before.select);
    const { languageChanged } = (await loadWords("mr")).labels;
    await waitFor(() => expect(status.textContent).toBe(languageChanged));
    listening.disconnect();
    expect(said.filter((text) => text === languageChanged)).toHaveLength(1);
    expect(said.filter((text) => text !== "" && text !== languageChanged)).toEqual([]);
    expect(document.activeElement).toBe(before.select);
    expect(document.querySelector("h2")).toBe(before.title);
    expect(before.title?.textContent).toBe(titleIn("mr"));
    expect(ticks()).toEqual(before.ticks);
    expect(before.ticks).toContain(true);
    expect(service.requests.to(readNotice)).toHaveLength(1);
    expect(service.requests.to(submitConsent)).toHaveLength(0);
  });

  it("swaps everything at once, direction included, and back [UI-L2] [UI-L4]", async () => {
    const { service, props } = aPage();
    await show(service, props);
    const seen = watchScripts();
    choose("ur");
    await waitFor(() => expect([root().getAttribute("lang"), root().getAttribute("dir")]).toEqual(["ur", "rtl"]));
    expect(scripts()).toEqual(["Arabic"]);
    choose("bn");
    await waitFor(() => expect([root().getAttribute("lang"), root().getAttribute("dir")]).toEqual(["bn", "ltr"]));
    choose("en");
    await waitFor(() => expect(root().getAttribute("lang")).toBe("en"));
    expect(seen().toSorted()).toEqual(["Arabic", "Bengali", "Latin"]);
    expect(document.documentElement.hasAttribute("lang")).toBe(false);
    expect(document.documentElement.hasAttribute("dir")).toBe(false);
  });

  it("stays with the last choice when the words of an earlier one arrive later, the old text standing until then [UI-L8]", async () => {
    const { service, props } = aPage();
    await show(service, props);
    const seen = watchScripts();
    choose("ta");
    await waitFor(() => expect(root().getAttribute("aria-busy")).toBe("true"));
    expect(select().value).toBe("ta");
    expect(root().getAttribute("lang")).toBe("en");
    expect(document.querySelector("h2")?.textContent).toBe(titleIn("en"));
    choose("hi");
    await waitFor(() => expect(root().getAttribute("lang")).toBe("hi"));
    expect(root().hasAttribute("aria-busy")).toBe(false);
    gates.tamil.open();
    await act(async () => void (await loadWords("ta")));
    expect(loadedWords("ta")).toBeDefined();
    expect(select().value).toBe("hi");
    expect(root().getAttribute("lang")).toBe("hi");
    expect(document.querySelector("h2")?.textContent).toBe(titleIn("hi"));
    expect(seen().toSorted()).toEqual(["Devanagari", "Latin"]);
  });

  it("leaves everything as it is when the words cannot be had, and says so [UI-L2] [UI-L8]", async () => {
    const { service, props } = aPage();
    const onError = vi.fn<() => void>();
    await show(service, { ...props, onError });
    fireEvent.click(screen.getAllByRole("checkbox")[1] ?? document.body);
    const before = { ticks: ticks(), select: select() };
    choose("kn");
    await waitFor(() => expect(screen.getByRole("status").textContent).toContain("could not be loaded"));
    expect(select().value).toBe("en");
    expect(document.activeElement).toBe(before.select);
    expect(root().getAttribute("lang")).toBe("en");
    expect(root().hasAttribute("aria-busy")).toBe(false);
    expect(scripts()).toEqual(["Latin"]);
    expect(ticks()).toEqual(before.ticks);
    expect(onError).not.toHaveBeenCalled();
  });
});

describe("a host that wishes another language", () => {
  it("sees the old one whole until the new one's words are here; ticks stay [UI-L3] [UI-L8] [W49]", async () => {
    const { service, props } = aPage();
    const { update } = await show(service, props);
    fireEvent.click(screen.getAllByRole("checkbox")[0] ?? document.body);
    const before = ticks();
    const seen = watchScripts();
    update({ language: "te" });
    expect(root().getAttribute("lang")).toBe("en");
    expect(document.querySelector("h2")?.textContent).toBe(titleIn("en"));
    gates.telugu.open();
    await waitFor(() => expect(root().getAttribute("lang")).toBe("te"));
    expect(document.querySelector("h2")?.textContent).toBe(titleIn("te"));
    expect(ticks()).toEqual(before);
    expect(seen().toSorted()).toEqual(["Latin", "Telugu"]);
  });

  it("keeps the old one, with a message, when the words cannot be had", async () => {
    const { service, props } = aPage();
    const { update } = await show(service, props);
    update({ language: "kn" });
    await waitFor(() => expect(screen.getByRole("status").textContent).toContain("could not be loaded"));
    expect(root().getAttribute("lang")).toBe("en");
    expect(scripts()).toEqual(["Latin"]);
    fireEvent.click(screen.getByRole("button", { name: "Decline all" }));
    await waitFor(() => expect(service.requests.to(submitConsent)).toHaveLength(1));
    expect(service.requests.to(submitConsent)[0]?.body).toMatchObject({ language: "en" });
  });

  it("gets the notice in English, with a message, when the words of its first wish cannot be had", async () => {
    const { service, props } = aPage();
    await show(service, { ...props, language: "ml" });
    await waitFor(() => expect(screen.getByRole("status").textContent).toContain("could not be loaded"));
    expect(root().getAttribute("lang")).toBe("en");
    expect(document.querySelector("h2")?.textContent).toBe(titleIn("en"));
    expect(select().value).toBe("en");
  });
});
