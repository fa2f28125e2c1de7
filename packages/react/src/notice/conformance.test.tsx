import { ConsentProvider, useConsent, type Consent } from "@notice-consent/hooks";
import type { RecordedPurpose, Translation } from "@notice-consent/contract";
import { createFixtureService, demoNotices } from "@notice-consent/testing";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import axe from "axe-core";
import { createRef, forwardRef, type ComponentPropsWithRef, type ReactNode, type Ref } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as Notice from "./index.parts.ts";
import type { NoticeComponents } from "./part.tsx";
import { slots, type Slot } from "./slot.ts";
import type { Presentation } from "./use-notice-state.ts";

afterEach(cleanup);

interface Given {
  readonly className: string;
  readonly style: { readonly outlineOffset: string };
  readonly "data-testid": string;
  readonly onClick: () => void;
}

interface Subject {
  readonly slot: Slot;
  readonly state?: string;
  readonly make: (
    given: Given & { readonly ref: Ref<never>; readonly render?: (props: object) => ReactNode },
  ) => ReactNode;
  /** What has to happen before the part shows. */
  readonly after?: "refused-save" | "an act" | "acceptance";
  /** A state that this person is in for other reasons than an act. */
  readonly as?: (consent: Consent) => Consent;
  readonly presented?: Presentation;
}

const [bank] = demoNotices;
const purpose = bank?.active_config.purposes[0];

const said = { name: "Checks against fraud", description: "The law asks for them." };

function withTerms(purposes: Translation["purposes"]): Translation["purposes"] {
  return Object.fromEntries(
    Object.entries(purposes).map(([uuid, words]) => [uuid, { ...words, retention: "Kept for a year." }]),
  );
}

/** The bank's notice with everything that a notice may say besides. */
const whole = bank && {
  ...bank,
  active_config: {
    ...bank.active_config,
    supported_languages_and_translations: Object.fromEntries(
      Object.entries(bank.active_config.supported_languages_and_translations).map(([name, translation]) => [
        name,
        { ...translation, information: { i: said }, purposes: withTerms(translation.purposes) },
      ]),
    ),
    information: [{ uuid: "i", ...said }],
    purposes: bank.active_config.purposes.map((one) => ({ ...one, retention: "Kept for a year." })),
  },
};
const purposeUuid = purpose?.uuid ?? "";
const elementUuid = purpose?.data_elements[0]?.uuid ?? "";
const inPurpose = (part: ReactNode): ReactNode => <Notice.Purpose uuid={purposeUuid}>{part}</Notice.Purpose>;

const subjects: Readonly<Record<string, Subject>> = {
  Logo: { slot: "logo", make: (given) => <Notice.Logo {...given} /> },
  Title: { slot: "title", make: (given) => <Notice.Title {...given} /> },
  Close: { slot: "close", make: (given) => <Notice.Close {...given} /> },
  Language: { slot: "language", make: (given) => <Notice.Language {...given} /> },
  Summary: { slot: "summary", make: (given) => <Notice.Summary {...given} />, after: "refused-save" },
  Status: { slot: "status", state: "calm", make: (given) => <Notice.Status {...given} /> },
  SkipLink: { slot: "skipLink", make: (given) => <Notice.SkipLink {...given} /> },
  Information: { slot: "information", make: (given) => <Notice.Information {...given} /> },
  Review: { slot: "review", make: (given) => <Notice.Review {...given} />, as: reviewed },
  ReviewActions: { slot: "actions", make: (given) => <Notice.ReviewActions {...given} />, as: reviewed },
  Text: { slot: "text", make: (given) => <Notice.Text {...given} /> },
  Purposes: { slot: "purposes", make: (given) => <Notice.Purposes {...given} /> },
  Purpose: { slot: "purpose", state: "withheld", make: (given) => <Notice.Purpose uuid={purposeUuid} {...given} /> },
  PurposeToggle: {
    slot: "purposeToggle",
    state: "withheld",
    make: (given) => inPurpose(<Notice.PurposeToggle {...given} />),
  },
  PurposeText: { slot: "purposeText", make: (given) => inPurpose(<Notice.PurposeText {...given} />) },
  PurposeTerms: { slot: "purposeTerms", make: (given) => inPurpose(<Notice.PurposeTerms {...given} />) },
  Changes: { slot: "changes", make: (given) => inPurpose(<Notice.Changes {...given} />), as: changed },
  Details: {
    slot: "details",
    state: "open",
    make: (given) =>
      inPurpose(
        <>
          <Notice.Details {...given} />
          <Notice.Elements />
        </>,
      ),
  },
  Elements: { slot: "elements", make: (given) => inPurpose(<Notice.Elements {...given} />) },
  Element: {
    slot: "element",
    state: "withheld",
    make: (given) =>
      inPurpose(
        <Notice.Elements>
          {(uuid) => uuid === elementUuid && <Notice.Element key={uuid} uuid={uuid} {...given} />}
        </Notice.Elements>,
      ),
  },
  Links: { slot: "links", make: (given) => <Notice.Links {...given} /> },
  Actions: { slot: "actions", make: (given) => <Notice.Actions {...given} /> },
  Decline: { slot: "decline", state: "asking", make: (given) => <Notice.Decline {...given} /> },
  Save: { slot: "save", state: "asking", make: (given) => <Notice.Save {...given} /> },
  Accept: { slot: "accept", state: "asking", make: (given) => <Notice.Accept {...given} /> },
  Confirm: {
    slot: "confirm",
    state: "accept-all",
    make: (given) => <Notice.Confirm {...given} />,
    after: "an act",
    presented: { confirmBeforeSubmit: true },
  },
  Retry: { slot: "retry", make: (given) => <Notice.Retry {...given} /> },
  Skeleton: { slot: "skeleton", make: (given) => <Notice.Skeleton {...given} /> },
  Failure: { slot: "failure", make: (given) => <Notice.Failure {...given} /> },
  Recorded: { slot: "recorded", make: (given) => <Notice.Recorded {...given} />, after: "acceptance" },
  Saved: { slot: "saved", make: (given) => <Notice.Saved {...given} />, as: reviewed },
  Change: { slot: "change", make: (given) => <Notice.Change {...given} />, as: reviewed },
  Withdraw: { slot: "withdraw", make: (given) => <Notice.Withdraw {...given} />, as: reviewed },
  Undo: { slot: "undo", make: (given) => <Notice.Undo {...given} />, after: "acceptance", as: undoable },
  Receipt: {
    slot: "receipt",
    state: "closed",
    make: (given) => <Notice.Receipt {...given} />,
    after: "acceptance",
  },
};

/** Everything is granted, and what is recorded is merely shown. */
function reviewed(consent: Consent): Consent {
  if (consent.status !== "asking") return consent;
  const { purposes } = consent.notice.active_config;
  const record = Object.fromEntries(purposes.map(({ uuid }) => [uuid, recorded({})]));
  const standing = purposes.map(({ uuid }) => ({ purposeUuid: uuid, status: "granted" }) as const);
  return { ...consent, standing, isReview: true, notice: { ...consent.notice, purpose_selections: record } };
}

/** The first purpose said something else when it was granted. */
function changed(consent: Consent): Consent {
  if (consent.status !== "asking") return consent;
  const earlier = { name: "Something else", description: "", data_elements: {} };
  const standing = consent.standing.map((one) =>
    one.purposeUuid === purposeUuid ? ({ ...one, status: "needs-decision", why: "changed" } as const) : one,
  );
  const record = { [purposeUuid]: recorded({ needs_reconsent: true, earlier }) };
  return { ...consent, standing, notice: { ...consent.notice, purpose_selections: record } };
}

function undoable(consent: Consent): Consent {
  return consent.status === "recorded" ? { ...consent, canUndo: true } : consent;
}

function recorded(over: Partial<RecordedPurpose>): RecordedPurpose {
  const nothing = { data_elements: {}, decided_at: "", expires_at: "", earlier: undefined };
  return { selected: true, status: "ACTIVE", needs_reconsent: false, ...nothing, ...over };
}

const presentation: Presentation = {
  close: () => undefined,
  classNames: Object.fromEntries(slots.map((slot) => [slot, `host-${slot}`])),
};

interface AskedProps {
  readonly as: Subject["as"] | undefined;
  readonly presented: Presentation | undefined;
  readonly children: ReactNode;
}

function Asked({ as = (consent) => consent, presented, children }: AskedProps) {
  const consent = as(useConsent({ ...ask, language: "en" }));
  return (
    <Notice.Root consent={consent} presentation={{ ...presentation, ...presented }}>
      <span data-testid="status">{consent.status}</span>
      {"notice" in consent && consent.notice !== undefined && children}
    </Notice.Root>
  );
}

let ask = { noticeId: "", accessToken: "", baseUrl: "" };

async function show(part: ReactNode, { after, as, presented }: Omit<Subject, "make">): Promise<void> {
  if (whole === undefined) throw new Error("There is no notice of the bank.");
  const service = createFixtureService({ notices: [whole] });
  ask = { noticeId: whole.uuid, baseUrl: service.baseUrl, accessToken: service.issue({ orgUserId: "p" }).accessToken };
  render(
    <ConsentProvider fetch={service.fetch}>
      <Asked as={as} presented={presented}>
        {after === "refused-save" && <Notice.Save data-testid="first" />}
        {(after === "acceptance" || after === "an act") && <Notice.Accept data-testid="first" />}
        {part}
      </Asked>
    </ConsentProvider>,
  );
  await waitFor(() => expect(screen.getByTestId("status").textContent).toBe("asking"));
  if (after !== undefined) fireEvent.click(screen.getByTestId("first"));
}

describe("Notice.Root", () => {
  it("carries the language, the direction, its state and what it is given [UI-T8] [UI-L4]", async () => {
    function Framed() {
      const consent = useConsent({ ...ask, language: "ur" });
      const presentation = { classNames: { root: "host-root" } };
      return (
        <Notice.Root consent={consent} presentation={presentation} className="mine" data-testid="root" theme="dark" />
      );
    }
    const service = createFixtureService({ notices: bank === undefined ? [] : [bank] });
    const { accessToken } = service.issue({ orgUserId: "p" });
    ask = { noticeId: bank?.uuid ?? "", baseUrl: service.baseUrl, accessToken };
    render(
      <ConsentProvider fetch={service.fetch}>
        <Framed />
      </ConsentProvider>,
    );
    const root = screen.getByTestId("root");
    await waitFor(() => expect(root.dataset["state"]).toBe("asking"));
    expect(root.className).toBe("host-root mine");
    expect([root.lang, root.dir, root.dataset["nc"], root.dataset["ncTheme"]]).toEqual(["ur", "rtl", "root", "dark"]);
  });
});

describe.each(Object.entries(subjects))("Notice.%s", (_, { make, ...subject }) => {
  const { slot, state } = subject;
  const plain = { className: "", style: { outlineOffset: "" }, "data-testid": "part", onClick: () => undefined };

  it("names itself, merges class and style, spreads attributes and forwards its ref [UI-T8]", async () => {
    const ref = createRef<never>();
    await show(make({ ...plain, className: "mine", style: { outlineOffset: "7px" }, ref }), subject);
    const element = await screen.findByTestId("part");
    expect(element.dataset["nc"]).toBe(slot);
    expect(element.className).toBe(`host-${slot} mine`);
    expect(element.style.outlineOffset).toBe("7px");
    expect(ref.current).toBe(element);
    if (state !== undefined) expect(element.dataset["state"]).toBe(state);
  });

  it("runs a given handler [UI-T8]", async () => {
    const onClick = vi.fn<() => void>();
    await show(make({ ...plain, onClick, ref: null }), subject);
    fireEvent.click(await screen.findByTestId("part"));
    expect(onClick).toHaveBeenCalledTimes(1);
  });

  it("has nothing that axe objects to, with our controls and with the host's [UI-T8] [UI-X1]", async () => {
    for (const components of [undefined, own]) {
      await show(make({ ...plain, ref: null }), { ...subject, presented: { ...subject.presented, components } });
      await screen.findByTestId("part");
      const { violations } = await axe.run(document.body, rules);
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      cleanup();
    }
  });

  it("hangs no look of ours on an unstyled notice, and stays what it is [UI-T6]", async () => {
    const unstyled = { ...subject, presented: { ...subject.presented, unstyled: true } };
    await show(make({ ...plain, ref: null }), unstyled);
    const element = await screen.findByTestId("part");
    expect([element.dataset["nc"], element.dataset["part"]]).toEqual([undefined, slot]);
    expect(named(element).filter((name) => slots.some((one) => one === name))).toEqual([]);
  });

  it("lends its attributes to the element that replaces it", async () => {
    await show(
      make({ ...plain, ref: null, render: (props) => <output data-nc={attribute(props, "data-nc")} /> }),
      subject,
    );
    await waitFor(() => expect(document.querySelector(`output[data-nc="${slot}"]`)).not.toBeNull());
  });

  it("says where it belongs when it stands outside a notice", () => {
    const silenced = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(() => render(make({ ...plain, ref: null }))).toThrow(/^Notice\.\w+ has to stand inside Notice\.Root\.$/u);
    silenced.mockRestore();
  });
});

it("asks of every part but its frame [UI-T8]", () => {
  expect(Object.keys(subjects).toSorted()).toEqual(
    Object.keys(Notice)
      .filter((name) => name !== "Root")
      .toSorted(),
  );
});

/** Controls as a design system has them: wrapped, named by a class, the native element inside. */
const own: NoticeComponents = {
  Button: forwardRef<HTMLButtonElement, ComponentPropsWithRef<"button">>(function Button(props, ref) {
    return <button {...props} ref={ref} className={`ds-button ${props.className ?? ""}`} />;
  }),
  Checkbox: forwardRef<HTMLInputElement, ComponentPropsWithRef<"input">>(function Checkbox(props, ref) {
    return (
      <span className="ds-checkbox">
        <input {...props} ref={ref} />
      </span>
    );
  }),
  Select: forwardRef<HTMLSelectElement, ComponentPropsWithRef<"select">>(function Select(props, ref) {
    return <select {...props} ref={ref} className="ds-select" />;
  }),
};

/** What can be judged of a part by itself and without a layout. */
const rules = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: {
    "color-contrast": { enabled: false },
    region: { enabled: false },
    "page-has-heading-one": { enabled: false },
    "landmark-one-main": { enabled: false },
    "skip-link": { enabled: false },
  },
};

function named(element: Element): (string | undefined)[] {
  return [...element.querySelectorAll<HTMLElement>("[data-nc]")].map(({ dataset }) => dataset["nc"]);
}

function attribute(props: object, name: string): string | undefined {
  const found = new Map<string, unknown>(Object.entries(props)).get(name);
  return typeof found === "string" ? found : undefined;
}
