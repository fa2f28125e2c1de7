import { submitConsent } from "@notice-consent/contract";
import { aNewVersion, anElement } from "@notice-consent/testing";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { button, partOf, showNotice, submitted } from "../show-notice.test-data.tsx";

afterEach(cleanup);

const all = (): HTMLInputElement[] => screen.getAllByRole<HTMLInputElement>("checkbox");
const onRecord = (): (string | null)[] =>
  within(partOf("saved"))
    .getAllByRole("listitem")
    .map(({ textContent }) => textContent);

describe("a recorded decision that stays on screen", () => {
  it("says when and in which language, and what is granted and what is not", async () => {
    showNotice("must-ask", { props: { open: true } });
    await button("Save my choices");
    fireEvent.click(screen.getByRole("checkbox", { name: /^Postal address/u }));
    fireEvent.click(await button("Save my choices"));
    await screen.findByRole("heading", { name: "Your choice is recorded" });
    expect(partOf("recorded").textContent).toMatch(/Recorded on \d+ \w+ \d{4} at .+, from the notice in English\./u);
    expect(onRecord()).toEqual(["Deliver your order Granted 1 of 2", "Send you offers Not granted"]);
    expect(partOf("recorded").dataset["outcome"]).toBe("partially-accepted");
  });

  it("offers the receipt to be seen and as a file made from what was recorded [UI-E5]", async () => {
    const { onAccept } = showNotice("must-ask", { props: { open: true } });
    fireEvent.click(await button("Accept all"));
    const toggle = await button("View receipt");
    await waitFor(() => expect(onAccept).toHaveBeenCalledTimes(1));
    const eventUuid = onAccept.mock.calls[0]?.[0].eventUuid ?? "none";
    expect(toggle.getAttribute("aria-expanded")).toBe("false");
    fireEvent.click(toggle);
    expect(toggle.getAttribute("aria-expanded")).toBe("true");
    expect(document.getElementById(toggle.getAttribute("aria-controls") ?? "")?.textContent).toContain(eventUuid);
    const link = screen.getByRole<HTMLAnchorElement>("link", { name: "Download receipt" });
    expect(link.download).toBe(`consent-${eventUuid}.txt`);
    const text = decodeURIComponent(link.href.slice(link.href.indexOf(",") + 1));
    expect(text).toContain(`event_uuid: ${eventUuid}\n`);
    expect(text).toMatch(/recorded_at: \d{4}-\d\d-\d\dT/u);
    expect(text).toContain("Deliver your order: Granted\n  Postal address: Granted\n");
  });

  it("has no receipt to offer where the service gave none", async () => {
    const { scenario } = showNotice("must-ask", { props: { open: true } });
    scenario.service.always(submitConsent, { status: 201 });
    fireEvent.click(await button("Accept all"));
    await screen.findByRole("heading", { name: "Your choice is recorded" });
    expect(screen.queryByRole("button", { name: "View receipt" })).toBeNull();
  });

  it("leads back to the choices without writing anything", async () => {
    const { scenario } = showNotice("must-ask", { props: { open: true } });
    fireEvent.click(await button("Accept all"));
    fireEvent.click(await button("Change"));
    await button("Accept all");
    expect(all().every(({ checked }) => checked)).toBe(true);
    expect(submitted(scenario)).toHaveLength(1);
  });

  it("is taken back in one act, says that what came before stays lawful, and can be given back [UI-W1] [UI-W3]", async () => {
    const { scenario, onDecline } = showNotice("must-ask", { props: { open: true } });
    fireEvent.click(await button("Accept all"));
    fireEvent.click(await button("Withdraw consent"));
    await screen.findByRole("heading", { name: "Your withdrawal is recorded" });
    expect(partOf("recorded").textContent).toContain("What was done with your data before now stays lawful.");
    expect(onRecord()).toEqual(["Deliver your order Not granted", "Send you offers Not granted"]);
    await waitFor(() => expect(onDecline).toHaveBeenCalledTimes(1));
    expect(screen.queryByRole("button", { name: "Withdraw consent" })).toBeNull();
    fireEvent.click(await button("Undo"));
    await screen.findByRole("heading", { name: "Your choice is recorded" });
    expect(onRecord()).toEqual(["Deliver your order Granted", "Send you offers Granted"]);
    expect(submitted(scenario)).toHaveLength(3);
  });
});

describe("a review", () => {
  it("shows what was agreed to and one way on, which writes nothing [W41] [W44]", async () => {
    const { scenario, onAccept } = showNotice("already-valid", {
      props: { includeFullyConsentedData: true, reviewModeButtonText: "Back to my account" },
    });
    await screen.findByRole("heading", { name: "What you agreed to" });
    expect(onRecord()).toEqual(["Deliver your order Granted", "Send you offers Granted"]);
    expect(screen.queryByRole("button", { name: "Accept all" })).toBeNull();
    expect(screen.queryAllByRole("checkbox")).toEqual([]);
    fireEvent.click(await button("Back to my account"));
    await waitFor(() => expect(onAccept).toHaveBeenCalledTimes(1));
    expect(onAccept.mock.calls[0]?.[0]).toMatchObject({ outcome: "already-valid", mayProceed: true });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(submitted(scenario)).toHaveLength(0);
  });

  it.each([true, false])(
    "turns into choices when the person wants to change something, and starts at the title (blockUI: %s)",
    async (blockUI) => {
      showNotice("already-valid", { props: { includeFullyConsentedData: true, blockUI } });
      const change = await button("Change");
      change.focus();
      fireEvent.click(change);
      await button("Save my choices");
      expect(all().every(({ checked }) => checked)).toBe(true);
      await waitFor(() => expect(document.activeElement).toBe(partOf("title")));
    },
  );

  it("is not shown to a person who has something left to decide", async () => {
    showNotice("partly-granted", { props: { includeFullyConsentedData: true } });
    await button("Accept all");
    expect(screen.queryByRole("heading", { name: "What you agreed to" })).toBeNull();
  });
});

/** The sentences of these that stand before the choices. */
const said = (sentences: readonly string[]): string[] =>
  [...new Set(sentences)].filter((one) => partOf("purposesNote").textContent?.includes(one));

describe("asking again", () => {
  const reasons = [
    ["asked-again-changed", "You are asked again because this notice has changed."],
    ["asked-again-new", "You are asked again because this notice has changed."],
    ["asked-again-expired", "You are asked again because an earlier consent has ended."],
    ["asked-again-withdrawn", "You withdrew consent earlier. You can decide anew."],
    ["asked-again-stricter", "This page needs a decision on more than you agreed to so far."],
  ] as const;
  const sentences = reasons.map(([, sentence]) => sentence);

  it.each(reasons)("says why, for %s [UI-C11] [UI-S11]", async (name, sentence) => {
    showNotice(name);
    await button("Accept all");
    expect(said(sentences)).toEqual([sentence]);
  });

  it("gives no reason the first time, and marks nothing as new [UI-C11]", async () => {
    showNotice("must-ask");
    await button("Accept all");
    expect(said(sentences)).toEqual([]);
    expect(document.querySelector('[data-nc="mark"]')).toBeNull();
    expect(document.querySelector('[data-nc="purposesGroup"]')).toBeNull();
  });

  it("parts what needs a decision from what was agreed to, each purpose once [W40] [UI-C11]", async () => {
    showNotice("asked-again-new");
    await button("Accept all");
    const order = [...document.querySelectorAll('[data-nc="purposesGroup"], [data-nc="purposeName"]')];
    expect(order.map(({ textContent }) => textContent)).toEqual([
      "New for you to decide",
      "Invite you to a survey Required New",
      "You have already agreed",
      "Deliver your order Required",
      "Send you offers",
    ]);
  });

  it("says that what was agreed to stays as it is on a decline, and keeps to it [W20] [W40] [UI-E7]", async () => {
    const { scenario, onDecline, onAccept } = showNotice("asked-again-new");
    const decline = await button("Decline all");
    expect(partOf("purposes").textContent).toContain(
      "You have already agreedThese stay as they are if you decline, unless you change them here.",
    );
    fireEvent.click(decline);
    await waitFor(() => expect(onDecline).toHaveBeenCalledTimes(1));
    expect(onDecline.mock.lastCall?.[0]).toMatchObject({ outcome: "declined", mayProceed: false });
    expect(onAccept).not.toHaveBeenCalled();
    expect(submitted(scenario)).toMatchObject([
      { declined: true, purposes: [{ selected: true }, { selected: true }, { selected: false }] },
    ]);
  });

  it("opens what is new by itself and leaves what was agreed to folded, its text in view [UI-C3]", async () => {
    showNotice("asked-again-new");
    await button("Accept all");
    const open = screen.getAllByRole("button", { name: /data items chosen for/u });
    expect(open.map((toggle) => [toggle.getAttribute("aria-expanded"), toggle.textContent])).toEqual([
      ["true", "0 of 2"],
      ["false", "2 of 2"],
      ["false", "1 of 1"],
    ]);
    expect(screen.getByText("Deliver your order, and keep you informed until it is done.")).toBeTruthy();
  });

  it("keeps what is unfolded, and its nodes, when its headings are in other words [F5] [UI-L7]", async () => {
    const { update } = showNotice("asked-again-new");
    await button("Accept all");
    const open = screen.getAllByRole("button", { name: /data items chosen for/u });
    for (const toggle of open) if (toggle.getAttribute("aria-expanded") === "false") fireEvent.click(toggle);
    update({ labels: { needsDecision: "Neu", alreadyGranted: "Schon zugestimmt" } });
    await screen.findByRole("heading", { name: "Schon zugestimmt" });
    expect(screen.getAllByRole("button", { name: /data items chosen for/u })).toEqual(open);
    expect(open.map((toggle) => toggle.isConnected && toggle.getAttribute("aria-expanded"))).toEqual([
      "true",
      "true",
      "true",
    ]);
  });

  it("marks what changed and shows what it said before [UI-C11]", async () => {
    showNotice("asked-again-changed");
    await button("Accept all");
    expect(partOf("mark").textContent).toBe("Changed");
    expect(partOf("changes").textContent).toBe(
      "What changedBefore: Deliver your order, and keep you informed until it is done.",
    );
  });

  it("marks a data element that was not asked for before, and names one that no longer is [UI-C11]", async () => {
    showNotice("already-valid", {
      before: ({ service, notice }) => {
        const [first, ...rest] = notice.active_config.purposes;
        if (first === undefined) throw new Error("The notice has no purpose.");
        const data_elements = [...first.data_elements.slice(0, 1), anElement({ name: "Delivery notes" })];
        service.publish(aNewVersion(notice, { purposes: [{ ...first, data_elements }, ...rest] }));
      },
    });
    await button("Accept all");
    const marked = [...document.querySelectorAll('[data-nc="elementName"]')].filter((name) =>
      name.querySelector('[data-nc="mark"]'),
    );
    expect(marked.map(({ textContent }) => textContent)).toEqual(["Delivery notes New"]);
    expect(partOf("changes").textContent).toBe("What changedBefore: Phone number");
  });
});
