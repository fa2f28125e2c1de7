import { demoNotices, createScenario } from "@notice-consent/testing";
import { renderWithConsent } from "@notice-consent/testing/react";
import type { PolicyViolation } from "@notice-consent/hooks";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { NoticeConsent } from "../notice-consent.tsx";
import type { Settings } from "./settings.ts";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const [bank] = demoNotices;
const patient = { timeout: 20_000 };

function show(settings: Settings | false | undefined, changes: object = {}) {
  if (bank === undefined) throw new RangeError("There is no notice of the bank.");
  const notice = { ...bank, active_config: { ...bank.active_config, ...changes } };
  const scenario = createScenario("must-ask", { notice });
  const heard: PolicyViolation[] = [];
  renderWithConsent(
    (props) => (
      <NoticeConsent {...props} settings={settings} onPolicyViolation={(violation) => heard.push(violation)} />
    ),
    { scenario },
  );
  return { heard, scenario };
}

async function shownRoot(): Promise<HTMLElement> {
  const dialog = await screen.findByRole("dialog", { name: bank?.active_config.notice_banner_heading ?? "" }, patient);
  const root = dialog.closest<HTMLElement>('[data-nc="root"]');
  if (root === null) throw new Error("The notice has no root.");
  return root;
}

it("settings are tokens of the root, and no style element is made [UI-T9] [UI-T1] [W53]", async () => {
  const before = document.querySelectorAll("style").length;
  show({ backgroundColor: "#101010", textColor: "#fafafa", borderRadius: "12", theme: "dark" });
  const root = await shownRoot();
  await waitFor(() => expect(root.style.getPropertyValue("--nc-bg")).toBe("#101010"), patient);
  expect(root.style.getPropertyValue("--nc-fg")).toBe("#fafafa");
  expect(root.style.getPropertyValue("--nc-radius")).toBe("12px");
  expect(root).toHaveProperty("dataset.ncTheme", "dark");
  expect(document.querySelectorAll("style")).toHaveLength(before);
});

it("different colours for accept and decline reach neither, and the host hears of it once [UI-T9] [UI-S4]", async () => {
  const warn = vi.spyOn(console, "warn").mockReturnValue();
  const { heard } = show({
    button: { accept: { backgroundColor: "#00ff00" }, decline: { backgroundColor: "#ffffff" } },
  });
  const root = await shownRoot();
  await waitFor(() => expect(root.style.getPropertyValue("--nc-accent")).toBe("#00ff00"), patient);
  expect(root.getAttribute("style")).not.toContain("action");
  expect(heard.filter(({ kind }) => kind === "parity")).toHaveLength(1);
  expect(
    warn.mock.calls.filter(([text]) => String(text).includes("accept and decline different colours")),
  ).toHaveLength(1);
});

it("a notice's appearance counts where settings are silent; its own stylesheet never does [W54] [W55]", async () => {
  show(
    { link: "#0000aa" },
    { appearance: { border_radius: 3, colors: { link: "#aa0000" }, custom_css: "* { color: red }" } },
  );
  const root = await shownRoot();
  await waitFor(() => expect(root.style.getPropertyValue("--nc-radius")).toBe("3px"), patient);
  expect(root.style.getPropertyValue("--nc-link")).toBe("#0000aa");
  expect(document.documentElement.outerHTML).not.toContain("color: red");
});

it("a notice's colour is weaker than the page's accent, and settings={false} leaves it out [W54]", async () => {
  show(undefined, { primary_color: "#123456" });
  expect((await shownRoot()).style.getPropertyValue("--_brand")).toBe("#123456");
  cleanup();
  show(false, { primary_color: "#123456", appearance: { border_radius: 3 } });
  expect((await shownRoot()).getAttribute("style") ?? "").toBe("");
  cleanup();
  show(undefined, { primary_color: "red; --nc-bg: blue" });
  expect((await shownRoot()).getAttribute("style") ?? "").toBe("");
});

it("purposes start folded and an act is asked about once more, where settings want it [W56]", async () => {
  const { scenario } = show({ collapsibleSections: true, confirmBeforeSubmit: true });
  const root = await shownRoot();
  await waitFor(() => expect(within(root).queryAllByRole("button", { expanded: true })).toEqual([]), patient);
  fireEvent.click(within(root).getByRole("button", { name: "Accept all" }));
  await within(root).findByRole("button", { name: "Yes, send it" }, patient);
  expect(scenario.service.events()).toEqual([]);
  fireEvent.click(within(root).getByRole("button", { name: "Yes, send it" }));
  await waitFor(() => expect(scenario.service.events()).toHaveLength(1), patient);
});
