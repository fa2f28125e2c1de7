import { endpointUrl, readNotice, submitConsent } from "@notice-consent/contract";
import { expect, fn, screen, userEvent, waitFor, within } from "storybook/test";
import preview from "../../../.storybook/preview.tsx";
import { Page, person, setStage, type Stage } from "./story-stage.test-data.tsx";
import { NoticeConsent } from "./notice-consent.tsx";

let stage: Stage = setStage("bank");

const meta = preview.meta({
  title: "Modal",
  component: NoticeConsent,
  args: { onAccept: fn(), onDecline: fn(), onError: fn(), onDismiss: fn(), onOpenChange: fn() },
  beforeEach: () => {
    stage = setStage("bank");
  },
  render: (args, { globals }) => (
    <Page key={stage.props.accessToken} stage={stage}>
      <NoticeConsent
        language={String(globals["language"])}
        theme={themeOf(globals["theme"])}
        density={globals["density"] === "compact" ? "compact" : "comfortable"}
        {...stage.props}
        {...args}
      />
    </Page>
  ),
});

function themeOf(value: unknown): "auto" | "light" | "dark" {
  return value === "dark" || value === "light" ? value : "auto";
}

const shown = (name: string | RegExp): Promise<HTMLElement> => screen.findByRole("dialog", { name });
const bankTitle = "Consent for your savings account";

/** What has to be true of every page once its notice has closed. */
async function expectPageRestored(): Promise<void> {
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(document.activeElement).not.toBe(document.body));
  await expect(document.documentElement.style.overflow).toBe("");
  await expect(document.body.style.pointerEvents).toBe("");
}

/** What the screen shows, in the shape of a submission. */
function onScreen(): unknown {
  return [...document.querySelectorAll("fieldset")].map((fieldset) => {
    const boxes = [...fieldset.querySelectorAll<HTMLInputElement>("li input")];
    const own = fieldset.querySelector<HTMLInputElement>("legend input");
    return {
      selected: own !== null && (own.checked || own.indeterminate),
      data_elements: boxes.map((box) => ({ selected: box.checked })),
    };
  });
}

/** The choice that the last submission carried, without its uuids. */
function sent(): unknown {
  const body: unknown = stage.service.requests.to(submitConsent).at(-1)?.body;
  if (typeof body !== "object" || body === null || !("purposes" in body) || !Array.isArray(body.purposes))
    return undefined;
  return body.purposes.map((row: { selected: boolean; data_elements?: { selected: boolean }[] }) => ({
    selected: row.selected,
    data_elements: (row.data_elements ?? []).map(({ selected }) => ({ selected })),
  }));
}

/** A bank's account opening: five purposes, fourteen data elements, four languages. */
export const Bank = meta.story({
  play: async ({ args }) => {
    const dialog = await shown(bankTitle);
    await waitFor(() => expect(screen.getByRole("heading", { name: bankTitle })).toHaveFocus());
    await expect(dialog.querySelectorAll("input:checked")).toHaveLength(0);
    await expect(within(dialog).getByRole("status")).toBeEmptyDOMElement();
    await userEvent.click(within(dialog).getByRole("button", { name: "Accept all" }));
    await expectPageRestored();
    await waitFor(() => expect(args.onAccept).toHaveBeenCalledTimes(1));
    await expect(args.onAccept).toHaveBeenCalledWith(
      expect.objectContaining({ outcome: "accepted", mayProceed: true }),
    );
    await expect(args.onDecline).not.toHaveBeenCalled();
    await expect(stage.service.events(person)).toHaveLength(1);
  },
});

/** A notice that waits for the person; for looking at. */
export const Waiting = meta.story({
  play: async () => {
    await shown(bankTitle);
  },
});

/** A shop's sign-up: two purposes, one required data element. */
export const Shop = meta.story({
  beforeEach: () => {
    stage = setStage("shop");
  },
  play: async ({ args }) => {
    const dialog = await shown("Your account with Chaak Studio");
    await userEvent.click(within(dialog).getByRole("checkbox", { name: /^E-mail address for the account/u }));
    const own = within(dialog).getByRole("checkbox", { name: /^Your account and orders/u });
    await expect(own).toBePartiallyChecked();
    const screenBefore = onScreen();
    await userEvent.click(within(dialog).getByRole("button", { name: "Save choices" }));
    await expectPageRestored();
    await expect(sent()).toEqual(screenBefore);
    await waitFor(() =>
      expect(args.onAccept).toHaveBeenCalledWith(expect.objectContaining({ outcome: "partially-accepted" })),
    );
  },
});

/** Fifty purposes and a thousand data elements: folded, with counts. */
export const ThousandElements = meta.story({
  beforeEach: () => {
    stage = setStage("stress");
  },
  play: async () => {
    const dialog = await shown(/Meridian Home/u);
    await expect(dialog.querySelectorAll("li input")).toHaveLength(0);
    const [details] = within(dialog).getAllByRole("button", { expanded: false });
    await expect(details).toHaveTextContent("0 of 20");
    if (details !== undefined) await userEvent.click(details);
    await expect(dialog.querySelectorAll("li input")).toHaveLength(20);
    const [own] = within(dialog).getAllByRole("checkbox");
    if (own !== undefined) await userEvent.click(own);
    await expect(details).toHaveTextContent("20 of 20");
  },
});

/** An answer that does not come: the shell, named and focused, with the shape of what is to come. */
export const Loading = meta.story({
  beforeEach: () => {
    stage = setStage("bank", (service) => service.next(readNotice, { latencyMs: 3_600_000 }));
  },
  play: async () => {
    const dialog = await shown("Loading the notice");
    await expect(dialog).toHaveAttribute("aria-busy", "true");
    await waitFor(() => expect(screen.getByRole("heading", { name: "Loading the notice" })).toHaveFocus());
  },
});

/** An answer after a second: the skeleton, then the notice, and focus stays on the title. */
export const Slow = meta.story({
  beforeEach: () => {
    stage = setStage("bank", (service) => service.next(readNotice, { latencyMs: 1000 }));
  },
  play: async () => {
    const title = await screen.findByRole("heading", { name: "Loading the notice" });
    await waitFor(() => expect(title).toHaveTextContent(bankTitle), { timeout: 4000 });
    await expect(title).toHaveFocus();
  },
});

/** The read fails; trying again shows the notice. Nothing counts as consent meanwhile. */
export const FailedThenRetried = meta.story({
  args: { failureSlot: <p>You can also visit a branch.</p> },
  beforeEach: () => {
    stage = setStage("bank");
    stage.service.offline = true;
  },
  play: async ({ args }) => {
    const dialog = await screen.findByRole("dialog", { name: "The notice cannot be shown" }, { timeout: 20_000 });
    await expect(dialog).toHaveTextContent("Nothing has been recorded.");
    await expect(dialog).toHaveTextContent("You can also visit a branch.");
    await waitFor(() => expect(args.onError).toHaveBeenCalled());
    stage.service.offline = false;
    await userEvent.click(within(dialog).getByRole("button", { name: "Try again" }));
    await shown(bankTitle);
    await expect(args.onAccept).not.toHaveBeenCalled();
    await waitFor(() => expect(screen.getByRole("heading", { name: bankTitle })).toHaveFocus());
  },
});

/** The answer to the submission is lost; trying again records the decision once. */
export const SubmitFailedThenRetried = meta.story({
  beforeEach: () => {
    stage = setStage("bank", (service) => {
      for (let attempt = 0; attempt < 4; attempt += 1) service.next(submitConsent, "drop-answer");
    });
  },
  play: async ({ args }) => {
    const dialog = await shown(bankTitle);
    const accept = within(dialog).getByRole("button", { name: "Accept all" });
    await userEvent.click(accept);
    const retry = await within(dialog).findByRole("button", { name: "Try again" }, { timeout: 20_000 });
    await expect(accept).toHaveFocus();
    await expect(dialog.querySelectorAll("li input:not(:checked)")).toHaveLength(0);
    await expect(args.onAccept).not.toHaveBeenCalled();
    await waitFor(() => expect(args.onError).toHaveBeenCalledTimes(1));
    for (let attempt = 0; attempt < 5 && screen.queryByRole("dialog") !== null; attempt += 1) {
      const again = screen.queryByRole("button", { name: "Try again" }) ?? retry;
      if (again.isConnected) await userEvent.click(again);
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
    await expectPageRestored();
    await waitFor(() => expect(args.onAccept).toHaveBeenCalledTimes(1));
    await expect(stage.service.events(person)).toHaveLength(1);
    const keys = new Set(stage.service.requests.to(submitConsent).map(({ idempotencyKey }) => idempotencyKey));
    await expect(keys.size).toBe(1);
  },
});

/** Saving without what is required: a summary with a link to each box takes focus, and nothing is sent. [UI-S12] */
export const ErrorSummary = meta.story({
  play: async () => {
    const dialog = await shown(bankTitle);
    await userEvent.click(within(dialog).getByRole("button", { name: "Save choices" }));
    const heading = await within(dialog).findByRole("heading", { name: "Not ready to save yet" });
    await waitFor(() => expect(heading).toHaveFocus());
    const summary = heading.closest<HTMLElement>('[data-nc="summary"]');
    const links = summary === null ? [] : within(summary).getAllByRole("link");
    const invalid = dialog.querySelectorAll("[aria-invalid=true]");
    await expect(links.length).toBeGreaterThan(0);
    await expect(invalid).toHaveLength(links.length);
    await expect(stage.service.requests.to(submitConsent)).toHaveLength(0);
    const [first] = links;
    if (first !== undefined) await userEvent.click(first);
    await expect(invalid[0]).toHaveFocus();
    await expect(invalid[0]).toHaveAccessibleDescription("Required. Choose it, or decline.");
  },
});

/** Held open, the confirmation stays: a drawn tick, when, and in which language. */
export const Recorded = meta.story({
  args: { open: true },
  play: async ({ args }) => {
    const dialog = await shown(bankTitle);
    await userEvent.click(within(dialog).getByRole("button", { name: "Accept all" }));
    const title = await screen.findByRole("heading", { name: "Your choice is recorded" });
    await waitFor(() => expect(title).toHaveFocus());
    await expect(args.onOpenChange).toHaveBeenCalledWith(false, { reason: "recorded" });
    await expect(screen.getByRole("dialog")).toHaveTextContent(/Recorded on .+, from the notice in English\./u);
  },
});

/** A refusal is recorded like an acceptance. */
export const Declined = meta.story({
  play: async ({ args }) => {
    const dialog = await shown(bankTitle);
    await userEvent.click(within(dialog).getByRole("button", { name: "Decline all" }));
    await expectPageRestored();
    await waitFor(() =>
      expect(args.onDecline).toHaveBeenCalledWith(expect.objectContaining({ outcome: "declined", mayProceed: false })),
    );
    await expect(args.onAccept).not.toHaveBeenCalled();
    await expect(args.onOpenChange).toHaveBeenCalledWith(false, { reason: "declined" });
    await expect(stage.service.requests.to(submitConsent).at(-1)?.body).toMatchObject({ declined: true });
  },
});

/** Nothing is left to ask: nothing is shown, and the host hears it once. */
export const AlreadyValid = meta.story({
  beforeEach: async () => {
    stage = setStage("shop");
    await acceptEarlier(stage);
  },
  play: async ({ args }) => {
    await waitFor(() => expect(args.onAccept).toHaveBeenCalledTimes(1));
    await expect(args.onAccept).toHaveBeenCalledWith(
      expect.objectContaining({ outcome: "already-valid", mayProceed: true }),
    );
    await expect(screen.queryByRole("dialog")).toBeNull();
  },
});

/** Escape and Close end it without a decision; nothing is written. [UI-M5] */
export const Dismissible = meta.story({
  args: { dismissible: true },
  play: async ({ args }) => {
    const dialog = await shown(bankTitle);
    await expect(within(dialog).getByRole("button", { name: "Close" })).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expectPageRestored();
    await waitFor(() => expect(args.onDismiss).toHaveBeenCalledTimes(1));
    await expect(stage.service.requests.to(submitConsent)).toHaveLength(0);
  },
});

/** Escape closes nothing by default; the status says what does. [UI-M4] */
export const Blocking = meta.story({
  play: async ({ args }) => {
    const dialog = await shown(bankTitle);
    await userEvent.keyboard("{Escape}{Escape}{Escape}{Escape}{Escape}");
    await waitFor(() =>
      expect(within(dialog).getByRole("status")).toHaveTextContent(
        "To continue, choose “Decline all”, “Save choices” or “Accept all”.",
      ),
    );
    await expect(screen.getByRole("dialog")).toBe(dialog);
    await expect(args.onDismiss).not.toHaveBeenCalled();
    await expect(stage.service.requests.to(submitConsent)).toHaveLength(0);
  },
});

/** Tab starts after the title, Shift+Tab leads from it to the last action, and both stay inside. [UI-M3] */
export const Keyboard = meta.story({
  beforeEach: () => {
    stage = setStage("shop");
  },
  play: async () => {
    const dialog = await shown("Your account with Chaak Studio");
    const title = screen.getByRole("heading", { name: "Your account with Chaak Studio" });
    await waitFor(() => expect(title).toHaveFocus());
    await userEvent.tab({ shift: true });
    await expect(within(dialog).getByRole("button", { name: "Accept all" })).toHaveFocus();
    await userEvent.tab();
    await expect(within(dialog).getByRole("combobox", { name: "Language" })).toHaveFocus();
    for (let presses = 0; presses < 60; presses += 1) {
      await userEvent.tab();
      await expect(dialog).toContainElement(
        document.activeElement instanceof HTMLElement ? document.activeElement : null,
      );
    }
  },
});

/** Decline, save and accept are one button three times. [UI-S3] [UI-S4] */
export const EqualActions = meta.story({
  globals: { viewport: { value: "desktop" } },
  play: async () => {
    const dialog = await shown(bankTitle);
    await expectParity(dialog);
  },
});

/** The same on a phone, where they stand one above the other. [UI-S3] [UI-S4] */
export const EqualActionsOnPhone = meta.story({
  globals: { viewport: { value: "phone" } },
  play: async () => {
    const dialog = await shown(bankTitle);
    await expectParity(dialog);
  },
});

/** Dark is designed, not inverted. */
export const Dark = meta.story({
  globals: { theme: "dark" },
  play: async () => {
    const dialog = await shown(bankTitle);
    await userEvent.click(within(dialog).getAllByRole("checkbox")[0] ?? dialog);
  },
});

/** The notice in Hindi. */
export const Hindi = meta.story({
  globals: { language: "hi" },
  play: async () => {
    const dialog = await shown(/बचत खाते/u);
    await expect(dialog.closest("[lang]")).toHaveAttribute("lang", "hi");
    await expect(within(dialog).getByRole("combobox", { name: "भाषा" })).toHaveValue("hi");
  },
});

/** The notice in Tamil, whose words are long. */
export const Tamil = meta.story({
  globals: { language: "ta" },
  play: async () => {
    const dialog = await shown(/சேமிப்பு/u);
    await expect(dialog.closest("[lang]")).toHaveAttribute("lang", "ta");
  },
});

/** The notice in Urdu, from right to left. */
export const Urdu = meta.story({
  globals: { language: "ur" },
  play: async () => {
    const dialog = await shown(/بچت/u);
    await expect(dialog.closest("[dir]")).toHaveAttribute("dir", "rtl");
  },
});

/** Changing the language keeps focus, ticks and nodes, and says so once, in that language. [UI-L3] [UI-L7] */
export const LanguageSwitch = meta.story({
  play: async () => {
    const dialog = await shown(bankTitle);
    const title = screen.getByRole("heading", { name: bankTitle });
    const select = within(dialog).getByRole("combobox", { name: "Language" });
    const [first] = within(dialog).getAllByRole("checkbox");
    if (first !== undefined) await userEvent.click(first);
    select.focus();
    await userEvent.selectOptions(select, "hi");
    await waitFor(() => expect(title).toHaveTextContent(/बचत खाते/u));
    await expect(select).toHaveFocus();
    await expect(first).toBeChecked();
    await expect(title.isConnected).toBe(true);
    await waitFor(() => expect(within(dialog).getByRole("status")).toHaveTextContent("सूचना अब हिन्दी में है।"));
    await expect(document.documentElement).not.toHaveAttribute("lang", "hi");
  },
});

/** On a phone: a sheet from the bottom, actions stacked. */
export const Phone = meta.story({
  globals: { viewport: { value: "phone" } },
  play: async () => {
    const dialog = await shown(bankTitle);
    const { bottom, height } = dialog.getBoundingClientRect();
    await expect(Math.round(bottom)).toBe(window.innerHeight);
    await expect(height).toBeLessThanOrEqual(window.innerHeight);
  },
});

/** At 400 % zoom everything scrolls together, and no control hides another. [UI-M9] [UI-M10] */
export const Zoomed = meta.story({
  globals: { viewport: { value: "zoomed" } },
  play: async () => {
    const dialog = await shown(bankTitle);
    await expect(coveredStops(dialog)).toEqual([]);
    await expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
    await expect(dialog.scrollWidth).toBeLessThanOrEqual(dialog.clientWidth);
  },
});

/** The same from right to left on a phone. [UI-M9] */
export const UrduOnPhone = meta.story({
  globals: { viewport: { value: "phone" }, language: "ur" },
  play: async () => {
    const dialog = await shown(/بچت/u);
    await expect(coveredStops(dialog)).toEqual([]);
  },
});

/** The page stays usable: no overlay, no lock, no trap. */
export const NotBlocking = meta.story({
  args: { blockUI: false },
  play: async () => {
    await shown(bankTitle);
    await expect(document.querySelector('[data-nc="overlay"]')).toBeNull();
    await expect(document.documentElement.style.overflow).toBe("");
  },
});

async function acceptEarlier({ service, notice, props }: Stage): Promise<void> {
  await service.fetch(endpointUrl(service.baseUrl, submitConsent, service), {
    method: "POST",
    headers: { authorization: `Bearer ${props.accessToken}`, "content-type": "application/json" },
    body: JSON.stringify({
      notice_uuid: notice.uuid,
      purposes: notice.active_config.purposes.map(({ uuid, data_elements }) => ({
        purpose_uuid: uuid,
        selected: true,
        data_elements: data_elements.map((element) => ({ uuid: element.uuid, selected: true })),
      })),
    }),
  });
}

/** Names the controls that something else covers wholly while they have focus. */
function coveredStops(dialog: HTMLElement): string[] {
  const stops = [...dialog.querySelectorAll<HTMLElement>("a[href], button, input, select")];
  const covered = stops.filter((stop) => {
    stop.focus();
    const { left, right, top, bottom } = stop.getBoundingClientRect();
    const corners = [left + 2, right - 2].flatMap((x) => [top + 2, bottom - 2].map((y) => [x, y] as const));
    return !corners.some(([x, y]) => stop.contains(document.elementFromPoint(x, y)));
  });
  return covered.map((stop) => stop.outerHTML.slice(0, 80));
}

async function expectParity(dialog: HTMLElement): Promise<void> {
  const buttons = ["Decline all", "Save choices", "Accept all"].map((name) =>
    within(dialog).getByRole("button", { name }),
  );
  const [decline, ...others] = buttons.map((button) => {
    const { width, height } = button.getBoundingClientRect();
    const style = getComputedStyle(button);
    return {
      tag: button.tagName,
      width: Math.round(width),
      height: Math.round(height),
      font: [style.fontSize, style.fontWeight, style.fontFamily],
      border: [style.borderTopWidth, style.borderTopColor, style.borderTopStyle],
      fill: [style.backgroundColor, style.backgroundImage, style.color, style.boxShadow, style.opacity],
    };
  });
  for (const other of others) await expect(other).toEqual(decline);
  await expect(decline?.height).toBeGreaterThanOrEqual(44);
  for (const button of buttons) {
    const { top, bottom } = button.getBoundingClientRect();
    await expect(top).toBeGreaterThanOrEqual(0);
    await expect(Math.floor(bottom)).toBeLessThanOrEqual(window.innerHeight);
  }
}
