import { readNotice } from "@notice-consent/contract";
import { aNotice, type Scenario } from "@notice-consent/testing";
import { act, cleanup, fireEvent, getRoles, screen, waitFor, within } from "@testing-library/react";
import { forwardRef, type ComponentPropsWithRef } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { english } from "./labels/english.ts";
import * as Notice from "./notice/index.parts.ts";
import { button, partOf, showNotice, submitted } from "./show-notice.test-data.tsx";

afterEach(cleanup);

const failed = (): Promise<HTMLElement> => screen.findByRole("dialog", { name: "The notice cannot be shown" });

describe("props that cannot hold", () => {
  it("that contradict each other end in a failure that names them, without a request [W44]", async () => {
    const { scenario, onError, onAccept } = showNotice("must-ask", { props: { noticeUuid: "another" } });
    await failed();
    await waitFor(() => expect(onError).toHaveBeenCalledTimes(1));
    expect(onError.mock.calls[0]?.[0].code).toBe("CONFIGURATION");
    expect(onError.mock.calls[0]?.[0].message).toContain("noticeId and noticeUuid");
    expect(scenario.requests.all).toHaveLength(0);
    expect(onAccept).not.toHaveBeenCalled();
  });

  it.each([{ otpGate: { required: true } }, { sandboxToken: "s" }])(
    "like %j ask for a step that is missing, so the notice is not shown",
    async (props) => {
      const { scenario, onError } = showNotice("must-ask", { props });
      await failed();
      await waitFor(() => expect(onError).toHaveBeenCalledTimes(1));
      expect(onError.mock.calls[0]?.[0].code).toBe("NOTICE_UNSUPPORTED");
      expect(onError.mock.calls[0]?.[0].message).toContain(Object.keys(props)[0]);
      expect(partOf("failure").dataset["code"]).toBe("NOTICE_UNSUPPORTED");
      expect(scenario.requests.all).toHaveLength(0);
    },
  );

  it("a notice of several products is never shown in part [W38] [W39]", async () => {
    const products = ["One", "Two"].map((name) => ({ uuid: name, name, description: "", mandatory: true }));
    const { onError } = showNotice("must-ask", { notice: aNotice({ active_config: { products } }) });
    await failed();
    await waitFor(() => expect(onError.mock.calls[0]?.[0].code).toBe("NOTICE_UNSUPPORTED"));
    expect(screen.queryAllByRole("checkbox")).toEqual([]);
  });

  it("props of existing code that change nothing are taken as they are [W44]", async () => {
    showNotice("must-ask", { props: { ledgerBaseUrl: "https://ledger.test/", defaultOpenProducts: ["p"] } });
    expect(await button("Accept all")).toBeTruthy();
  });

  it("another application is asked for itself [W27]", async () => {
    const { scenario } = showNotice("must-ask", { props: { applicationId: "loan-7" } });
    fireEvent.click(await button("Accept all"));
    await waitFor(() => expect(submitted(scenario)).toHaveLength(1));
    expect(submitted(scenario)[0]).toMatchObject({ meta_data: { specific_uuid: "loan-7" } });
    expect(scenario.requests.to(readNotice)[0]?.query).toMatchObject({ specific_uuid: "loan-7" });
  });

  it.each(["required", "all"] as const)("validates against %s as it is told [W49]", async (validateAgainst) => {
    const { scenario, update } = showNotice("must-ask", { props: { validateAgainst } });
    await button("Accept all");
    expect(scenario.requests.to(readNotice)[0]?.query).toMatchObject({ validate_against: validateAgainst });
    update({ applicationId: "another" });
    await waitFor(() => expect(scenario.requests.to(readNotice)).toHaveLength(2));
  });
});

describe("a host's own making", () => {
  it("composes with parts, or with a function of the notice's state", async () => {
    showNotice("must-ask", {
      props: {
        children: ({ phase }) => (
          <>
            <Notice.Title />
            <output>{phase}</output>
            <Notice.Actions />
          </>
        ),
      },
    });
    await button("Accept all");
    expect(screen.getByText("asking")).toBeTruthy();
    expect(screen.queryAllByRole("checkbox")).toEqual([]);
  });

  it("brings its own button, checkbox and select, which work as ours do [UI-T6] [UI-S8]", async () => {
    const { scenario } = showNotice("must-ask", { props: { components: own } });
    await button("Accept all");
    expect(document.querySelectorAll("button:not([data-own]), input:not([data-own])")).toHaveLength(0);
    const box = screen.getByRole<HTMLInputElement>("checkbox", { name: /^Deliver your order/u });
    fireEvent.click(screen.getByRole("checkbox", { name: /^Postal address/u }));
    expect(box.indeterminate).toBe(true);
    expect(box.dataset["state"]).toBe("mixed");
    fireEvent.click(await button("Save my choices"));
    await waitFor(() => expect(submitted(scenario)).toHaveLength(1));
  });

  it("leaves the tree of names and roles as it is when it is unstyled [UI-T6]", async () => {
    const tree = async (unstyled: boolean): Promise<string[]> => {
      // Slow enough both times that it is told to be ready.
      showNotice("slow", { slowMs: 500, props: { unstyled } });
      await button("Accept all");
      await waitFor(() => expect(screen.getByRole("status").textContent).toBe(english.labels.ready));
      const seen = namesAndRoles(screen.getByRole("dialog"));
      expect(document.querySelector('[data-nc="dialog"], [data-nc="overlay"], [data-nc="accept"]') === null).toBe(
        unstyled,
      );
      cleanup();
      return seen;
    };
    expect(await tree(true)).toEqual(await tree(false));
  });
});

/** Every element that has a role, with its words. */
function namesAndRoles(dialog: HTMLElement): string[] {
  return Object.entries(getRoles(dialog)).flatMap(([role, elements]) =>
    elements.map((element) => `${role} ${element.getAttribute("aria-label") ?? element.textContent}`),
  );
}

const own = {
  Button: forwardRef<HTMLButtonElement, ComponentPropsWithRef<"button">>(function Button(props, ref) {
    return <button {...props} ref={ref} data-own="" />;
  }),
  Checkbox: forwardRef<HTMLInputElement, ComponentPropsWithRef<"input">>(function Checkbox(props, ref) {
    return <input {...props} ref={ref} data-own="" />;
  }),
};

describe("a step before sending", () => {
  const settings = { confirmBeforeSubmit: true };

  it.each(["Decline all", "Save my choices", "Accept all"])("asks after “%s” in the same words [W56]", async (name) => {
    const { scenario } = showNotice("must-ask", { props: { settings } });
    await button(name);
    fireEvent.click(screen.getByRole("checkbox", { name: /^Postal address/u }));
    const before = screen.getAllByRole<HTMLInputElement>("checkbox").map(({ checked }) => checked);
    fireEvent.click(await button(name));
    const group = await screen.findByRole("group", { name: `Send this decision? ${name}` });
    expect(document.activeElement).toBe(within(group).getByText(/^Send this decision/u));
    expect(screen.queryByRole("button", { name })).toBeNull();
    fireEvent.click(await button("Go back"));
    expect(document.activeElement).toBe(await button(name));
    expect(screen.getAllByRole<HTMLInputElement>("checkbox").map(({ checked }) => checked)).toEqual(before);
    expect(submitted(scenario)).toHaveLength(0);
    fireEvent.click(await button(name));
    fireEvent.click(await button("Yes, send it"));
    await waitFor(() => expect(submitted(scenario)).toHaveLength(1));
  });

  it("says what is missing without asking first, and asks anew once something else is ticked", async () => {
    const { scenario } = showNotice("must-ask", { props: { settings } });
    fireEvent.click(await button("Save my choices"));
    await screen.findByRole("heading", { name: "Not ready to save yet" });
    fireEvent.click(await button("Accept all"));
    await screen.findByRole("group", { name: "Send this decision? Accept all" });
    fireEvent.click(screen.getByRole("checkbox", { name: /^Postal address/u }));
    await button("Accept all");
    expect(screen.queryByRole("group", { name: /^Send this/u })).toBeNull();
    expect(submitted(scenario)).toHaveLength(0);
  });
});

describe("blockUI", () => {
  it.each([true, false])("at %s decides whether the page is covered, held and out of reach [W43]", async (blockUI) => {
    document.body.append(Object.assign(document.createElement("p"), { id: "page" }));
    showNotice("must-ask", { props: { blockUI } });
    await button("Accept all");
    expect(document.querySelector('[data-nc="overlay"]') !== null).toBe(blockUI);
    expect(document.documentElement.style.overflow === "hidden").toBe(blockUI);
    expect(document.getElementById("page")?.getAttribute("aria-hidden") === "true").toBe(blockUI);
    document.getElementById("page")?.remove();
  });
});

describe("Escape beside a page that stays usable", () => {
  it.each([true, false])(
    "is the page's own wherever focus is on the page, dismissible %s [W43]",
    async (dismissible) => {
      const field = document.body.appendChild(document.createElement("input"));
      const pressed: boolean[] = [];
      field.addEventListener("keydown", (event) => pressed.push(event.defaultPrevented));
      const onOpenChange = vi.fn<() => void>();
      showNotice("must-ask", { props: { blockUI: false, dismissible, onOpenChange } });
      await button("Accept all");
      await waitFor(() => expect(document.activeElement).toBe(partOf("title")));
      act(() => field.focus());
      expect(fireEvent.keyDown(field, { key: "Escape" })).toBe(true);
      expect(pressed).toEqual([false]);
      expect(screen.getByRole("status").textContent).not.toMatch(/decline/iu);
      expect(onOpenChange).not.toHaveBeenCalled();
      expect(screen.getByRole("dialog")).toBeTruthy();
      field.remove();
    },
  );

  it("closes it from within where it may be closed, and says how to go on where it may not [W43] [UI-M4]", async () => {
    const field = document.body.appendChild(document.createElement("input"));
    field.focus();
    const { update } = showNotice("must-ask", { props: { blockUI: false } });
    await button("Accept all");
    await waitFor(() => expect(document.activeElement).toBe(partOf("title")));
    expect(fireEvent.keyDown(partOf("title"), { key: "Escape" })).toBe(false);
    await waitFor(() => expect(screen.getByRole("status").textContent).toMatch(/decline/iu));
    update({ dismissible: true });
    fireEvent.keyDown(partOf("title"), { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(field));
    field.remove();
  });

  it("says how to go on from what is on screen, whatever that is [UI-M4]", async () => {
    const escapes = async (said: RegExp) => {
      fireEvent.keyDown(partOf("title"), { key: "Escape" });
      await waitFor(() => expect(screen.getByRole("status").textContent).toMatch(said));
    };
    showNotice("never-answers", { props: { blockUI: false } });
    await screen.findByRole("dialog");
    await escapes(/^Loading the notice$/u);
    cleanup();
    showNotice("already-valid", { props: { blockUI: false, dismissible: false, includeFullyConsentedData: true } });
    await button("Continue");
    await escapes(/^Change \/ Continue$/u);
    cleanup();
    showNotice("must-ask", { props: { blockUI: false, settings: { confirmBeforeSubmit: true } } });
    fireEvent.click(await button("Accept all"));
    await button("Go back");
    await escapes(/^Send this decision\? Go back \/ Yes, send it$/u);
  });

  it("speaks of no acts where a notice that was waited for cannot be shown [UI-M4] [UI-M12]", async () => {
    const before = ({ service }: Scenario): void => {
      service.latencyMs = 600;
      service.next(readNotice, { status: 404, code: "NOTICE_NOT_FOUND" });
    };
    showNotice("must-ask", { before, props: { blockUI: false } });
    await screen.findByRole("dialog", { name: english.labels.loading });
    fireEvent.keyDown(partOf("title"), { key: "Escape" });
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe(english.labels.loading));
    await failed();
    expect(screen.getByRole("status").textContent).toBe("");
  });

  it("and a decision leave the focus of somebody who works in the page [UI-M6]", async () => {
    const field = document.body.appendChild(document.createElement("input"));
    const { onDecline } = showNotice("must-ask", { props: { blockUI: false } });
    const decline = await button("Decline all");
    await waitFor(() => expect(document.activeElement).toBe(partOf("title")));
    act(() => field.focus());
    fireEvent.click(decline);
    await waitFor(() => expect(onDecline).toHaveBeenCalledTimes(1));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await act(() => new Promise((done) => setTimeout(done, 20)));
    expect(document.activeElement).toBe(field);
    field.remove();
  });
});

describe("unstyled", () => {
  it("leaves our names to four small things inside the parts, as docs/theming.md says [UI-T6]", async () => {
    showNotice("must-ask", { props: { unstyled: true } });
    await button("Accept all");
    const names = [...document.querySelectorAll<HTMLElement>("[data-nc]")].map(({ dataset }) => dataset["nc"]);
    expect([...new Set(names)].filter((name) => !/^(?:link|external|chevron|hidden)$/u.test(name ?? ""))).toEqual([]);
    expect(document.querySelector('[data-part="title"]')).toBeTruthy();
  });
});

describe("the keyboard", () => {
  it("finds no act that Enter would take by itself: no form, no focus on an act, no submit button [UI-S6]", async () => {
    const { scenario } = showNotice("must-ask");
    const acts = within((await button("Accept all")).parentElement ?? document.body).getAllByRole("button");
    await waitFor(() => expect(document.activeElement).toBe(partOf("title")));
    expect(document.querySelector("form")).toBeNull();
    expect(acts.map((act) => act.getAttribute("type"))).toEqual(["button", "button", "button"]);
    for (const box of screen.getAllByRole("checkbox")) fireEvent.keyDown(box, { key: "Enter" });
    expect(submitted(scenario)).toHaveLength(0);
  });
});

describe("managing", () => {
  it("shows what is recorded, ready to be changed, and what became of it [UI-W1]", async () => {
    const onOpenChange = vi.fn<() => void>();
    const { scenario } = showNotice("already-valid", { props: { mode: "manage", onOpenChange } });
    const offers = await screen.findByRole<HTMLInputElement>("checkbox", { name: /^Send you offers/u });
    expect(offers.checked).toBe(true);
    fireEvent.click(offers);
    fireEvent.click(await button("Save my choices"));
    await screen.findByRole("heading", { name: /is recorded$/u });
    expect(submitted(scenario)).toHaveLength(1);
    expect(onOpenChange).not.toHaveBeenCalled();
    fireEvent.click(await button("Continue"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(onOpenChange).toHaveBeenCalledTimes(1);
  });

  it("can be left without a decision, which writes nothing [UI-S10]", async () => {
    const { scenario } = showNotice("already-valid", { props: { mode: "manage" } });
    fireEvent.click(await button("Close"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(submitted(scenario)).toHaveLength(0);
  });
});
