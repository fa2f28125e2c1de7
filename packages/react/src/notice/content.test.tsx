import { submitConsent, type NoticeConfig } from "@notice-consent/contract";
import { aNotice, anElement, aPurpose } from "@notice-consent/testing";
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { english } from "../labels/english.ts";
import type { Labels } from "../labels/labels.ts";
import { button, partOf, showNotice, submitted } from "../show-notice.test-data.tsx";

afterEach(cleanup);

const noContact = {
  grievance_text: "",
  grievance_anchor_text: "",
  grievance_url: "",
  grievance_email: "",
  grievance_email_connector_text: "",
  dp_board_text: "",
  dp_board_anchor_text: "",
  dp_board_url: "",
  dpo_text: "",
  dpo_anchor_text: "",
  dpo_url: "",
  dpo_email: "",
};

const show = (config: Partial<NoticeConfig>) => showNotice("must-ask", { notice: aNotice({ active_config: config }) });

describe("a purpose", () => {
  it("says its name, what it enables, its data, how long that is kept and who receives it [UI-C2]", async () => {
    show({
      purposes: [aPurpose({ retention: "Kept for two years.", recipients: "Shared with the courier." })],
    });
    await button("Accept all");
    const purpose = within(partOf("purpose"));
    for (const text of [
      "Deliver your order, and keep you informed until it is done.",
      "Kept for two years.",
      "Shared with the courier.",
      "Phone number",
    ])
      expect(purpose.getByText(text)).toBeTruthy();
    expect(purpose.getByRole("checkbox", { name: /^Deliver your order/u })).toBeTruthy();
  });

  it("keeps everything but its data in view while it is folded, and counts on [UI-C3] [UI-X10]", async () => {
    show({
      purposes: [aPurpose({ retention: "Kept for two years.", recipients: "Shared with the courier." })],
    });
    const toggle = await screen.findByRole("button", { name: "0 of 2 data items chosen for Deliver your order" });
    expect(toggle.getAttribute("aria-controls")).toBe(partOf("elements").id);
    fireEvent.click(toggle);
    expect(toggle.getAttribute("aria-expanded")).toBe("false");
    expect(partOf("elements").hidden).toBe(true);
    const visible = [...partOf("purpose").children].filter((part) => part instanceof HTMLElement && !part.hidden);
    const text = visible.map(({ textContent }) => textContent).join(" ");
    for (const said of ["keep you informed", "Kept for two years.", "Shared with the courier.", "0 of 2"])
      expect(text).toContain(said);
  });

  it("tells what is required by a word, and what is missing by another [UI-X9]", async () => {
    show({ purposes: [aPurpose()] });
    const save = await button("Save my choices");
    const box = screen.getByRole("checkbox", { name: "Postal address Required" });
    fireEvent.click(save);
    await screen.findByRole("heading", { name: "Not ready to save yet" });
    const described = document.getElementById(box.getAttribute("aria-describedby") ?? "");
    expect(described?.textContent).toBe("Required. Choose it, or decline.");
    expect(box.getAttribute("aria-invalid")).toBe("true");
  });

  it("has one box for itself and one for each data element that is on offer, and no other [UI-C4] [UI-S8]", async () => {
    show({
      purposes: [
        aPurpose({
          name: "First",
          data_elements: [anElement({ name: "A" }), anElement({ name: "B", enabled: false })],
        }),
        aPurpose({ name: "Second", data_elements: [] }),
      ],
    });
    await button("Accept all");
    const names = screen.getAllByRole("checkbox").map((box) => document.querySelector(`label[for="${box.id}"]`));
    expect(names.map((label) => label?.textContent)).toEqual(["First", "A", "Second"]);
  });
});

describe("what needs no consent", () => {
  const information = [{ uuid: "i", name: "Checks that the law requires", description: "Whether or not you consent." }];

  it("is told as information: nothing to tick, and nothing that is sent [UI-C5] [W59]", async () => {
    const { scenario } = show({ information, purposes: [aPurpose()] });
    fireEvent.click(await button("Accept all"));
    await waitFor(() => expect(submitted(scenario)).toHaveLength(1));
    expect(JSON.stringify(submitted(scenario))).not.toContain("Checks that the law requires");
    cleanup();
    show({ information, purposes: [aPurpose()] });
    const region = await screen.findByRole("region", { name: "Processed without your consent" });
    expect(within(region).getByText("Checks that the law requires")).toBeTruthy();
    expect(within(region).getByText("Whether or not you consent.")).toBeTruthy();
    expect(region.querySelector("input, button, select")).toBeNull();
  });

  it("leaves no empty heading where there is nothing of the kind", async () => {
    show({});
    await button("Accept all");
    expect(screen.queryByText("Processed without your consent")).toBeNull();
  });
});

describe("the notice", () => {
  it("says before the first choice that consent can be withdrawn, and how [UI-C6]", async () => {
    show({});
    await button("Accept all");
    const note = screen.getByText(/You can withdraw your consent at any time/u);
    const [first] = screen.getAllByRole("checkbox");
    expect(first === undefined || note.compareDocumentPosition(first)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(within(note).getByRole("link", { name: /How to withdraw/u })).toBeTruthy();
  });

  it("stays as it is for as long as it takes: no time decides anything [UI-C8]", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { scenario, onAccept, onDecline } = show({});
    await button("Accept all");
    const before = document.querySelector('[role="dialog"]')?.innerHTML;
    await act(() => vi.advanceTimersByTimeAsync(45 * 60_000));
    vi.useRealTimers();
    expect(document.querySelector('[role="dialog"]')?.innerHTML).toBe(before);
    expect(scenario.requests.to(submitConsent)).toHaveLength(0);
    expect(onAccept).not.toHaveBeenCalled();
    expect(onDecline).not.toHaveBeenCalled();
  });

  it("names its acts by verbs that the notice itself chooses, and keeps them whatever is ticked [UI-S7]", async () => {
    show({ decline_button_text: "Refuse everything", confirm_button_text: "", accept_all_button_text: "Agree to all" });
    await button("Refuse everything");
    const names = (): (string | null)[] =>
      within(partOf("actions"))
        .getAllByRole("button")
        .map(({ textContent }) => textContent);
    expect(names()).toEqual(["Refuse everything", "Save choices", "Agree to all"]);
    fireEvent.click(screen.getAllByRole("checkbox")[0] ?? document.body);
    expect(names()).toEqual(["Refuse everything", "Save choices", "Agree to all"]);
  });

  it.each([undefined, "", " "])("names its refusal where the host gives %j for its name [UI-S7]", async (decline) => {
    const labels: Partial<Labels> = { accept: "Agree to all" };
    // As a host without types may hand it over.
    Reflect.set(labels, "decline", decline);
    const config = { decline_button_text: "", accept_all_button_text: "" };
    const notice = aNotice({ active_config: config });
    for (const given of [labels, { en: labels }]) {
      showNotice("must-ask", { notice, props: { labels: given } });
      await button("Agree to all");
      expect(screen.getByRole("button", { name: english.labels.decline })).toBeTruthy();
      cleanup();
    }
  });

  it("is refused with one press, as it is accepted with one press [UI-S5]", async () => {
    for (const [name, outcome] of [
      ["Decline all", "declined"],
      ["Accept all", "accepted"],
    ] as const) {
      const { onAccept, onDecline } = show({});
      fireEvent.click(await button(name));
      const heard = outcome === "declined" ? onDecline : onAccept;
      await waitFor(() => expect(heard.mock.calls[0]?.[0].outcome).toBe(outcome));
      cleanup();
    }
  });

  it("stands in the order in which it is read: mark, heading, text, choices, more text, links, acts [W52]", async () => {
    show({
      logo_url: "https://shop.example/logo.svg",
      information: [{ uuid: "i", name: "Checks", description: "" }],
      dpo_info: { ...noContact, grievance_url: "https://shop.example/complain", dpo_email: "dpo@shop.example" },
    });
    await button("Accept all");
    const order = ["logo", "title", "text", "purposes", "information", "links", "actions"];
    const standing = [...document.querySelectorAll<HTMLElement>("[data-nc]")].map(({ dataset }) => dataset["nc"] ?? "");
    expect(standing.filter((name) => order.includes(name))).toEqual([
      "logo",
      "title",
      "text",
      "purposes",
      "information",
      "text",
      "links",
      "actions",
    ]);
  });

  it("says who asks, and where they are, with nothing unfolded and no link to follow [UI-C1] [UI-C3]", async () => {
    const legal = { withdrawal_url: "", rights_url: "", complaint_url: "" };
    show({
      privacy_policy_url: "",
      privacy_center_url: "",
      legal: { ...legal, controller_name: "Bazaar Lane", controller_address: "4 Kumhar Gali, Jaipur" },
    });
    await button("Accept all");
    expect(partOf("links").textContent).toBe("Bazaar Lane, 4 Kumhar Gali, Jaipur");
    expect(partOf("links").querySelector("bdi")?.textContent).toBe("Bazaar Lane, 4 Kumhar Gali, Jaipur");
    cleanup();
    show({
      privacy_policy_url: "",
      privacy_center_url: "",
      legal: { ...legal, controller_name: " ", controller_address: "" },
    });
    await button("Accept all");
    expect(document.querySelector('[data-nc="links"]')).toBeNull();
  });

  it("links only to what has a target, and to whom it is written where it has no page [W52] [UI-C10]", async () => {
    show({ privacy_policy_url: "", dpo_info: { ...noContact, dpo_email: "dpo@shop.example" } });
    await button("Accept all");
    const links = within(partOf("links")).getAllByRole<HTMLAnchorElement>("link");
    expect(links.map(({ href }) => href)).toEqual(["https://shop.example/privacy-centre", "mailto:dpo@shop.example"]);
  });

  it("is written to where the page of its contact is no link that it would draw [UI-C10]", async () => {
    show({ dpo_info: { ...noContact, dpo_url: "http://shop.example/dpo", dpo_email: " dpo@shop.example " } });
    await button("Accept all");
    const links = within(partOf("links")).getAllByRole<HTMLAnchorElement>("link");
    expect(links.at(-1)?.href).toBe("mailto:dpo@shop.example");
  });

  it("shows its text as elements, and neither runs nor keeps anything else in it [W51]", async () => {
    show({ notice_text: '<p>Plain <strong>words</strong></p><img src=x onerror="alert(1)"><script>alert(2)</script>' });
    await button("Accept all");
    expect(partOf("text").querySelector("strong")?.textContent).toBe("words");
    expect(partOf("text").querySelector("img, script, [onerror]")).toBeNull();
  });
});
