import { ConsentProvider, useConsent } from "@notice-consent/hooks";
import { createFixtureService, demoNotices } from "@notice-consent/testing";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createRef, type ReactNode, type Ref } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as Notice from "./index.parts.ts";
import type { Slot } from "./slot.ts";

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
  readonly after?: "refused-save" | "acceptance";
}

const [bank] = demoNotices;
const purpose = bank?.active_config.purposes[0];
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
  Text: { slot: "text", make: (given) => <Notice.Text {...given} /> },
  Purposes: { slot: "purposes", make: (given) => <Notice.Purposes {...given} /> },
  Purpose: { slot: "purpose", state: "withheld", make: (given) => <Notice.Purpose uuid={purposeUuid} {...given} /> },
  PurposeToggle: {
    slot: "purposeToggle",
    state: "withheld",
    make: (given) => inPurpose(<Notice.PurposeToggle {...given} />),
  },
  PurposeText: { slot: "purposeText", make: (given) => inPurpose(<Notice.PurposeText {...given} />) },
  Details: { slot: "details", state: "open", make: (given) => inPurpose(<Notice.Details {...given} />) },
  Elements: { slot: "elements", make: (given) => inPurpose(<Notice.Elements {...given} />) },
  Element: {
    slot: "element",
    state: "withheld",
    make: (given) => inPurpose(<Notice.Element uuid={elementUuid} {...given} />),
  },
  Links: { slot: "links", make: (given) => <Notice.Links {...given} /> },
  Actions: { slot: "actions", make: (given) => <Notice.Actions {...given} /> },
  Decline: { slot: "decline", state: "asking", make: (given) => <Notice.Decline {...given} /> },
  Save: { slot: "save", state: "asking", make: (given) => <Notice.Save {...given} /> },
  Accept: { slot: "accept", state: "asking", make: (given) => <Notice.Accept {...given} /> },
  Retry: { slot: "retry", make: (given) => <Notice.Retry {...given} /> },
  Skeleton: { slot: "skeleton", make: (given) => <Notice.Skeleton {...given} /> },
  Failure: { slot: "failure", make: (given) => <Notice.Failure {...given} /> },
  Recorded: { slot: "recorded", make: (given) => <Notice.Recorded {...given} />, after: "acceptance" },
};

const presentation = {
  close: () => undefined,
  classNames: Object.fromEntries(Object.values(subjects).map(({ slot }) => [slot, `host-${slot}`])),
};

function Asked({ children }: { readonly children: ReactNode }) {
  const consent = useConsent({ ...ask, language: "en" });
  return (
    <Notice.Root consent={consent} presentation={presentation}>
      <span data-testid="status">{consent.status}</span>
      {"notice" in consent && consent.notice !== undefined && children}
    </Notice.Root>
  );
}

let ask = { noticeId: "", accessToken: "", baseUrl: "" };

async function show(part: ReactNode, after: Subject["after"]): Promise<void> {
  if (bank === undefined) throw new Error("There is no notice of the bank.");
  const service = createFixtureService({ notices: [bank] });
  ask = { noticeId: bank.uuid, baseUrl: service.baseUrl, accessToken: service.issue({ orgUserId: "p" }).accessToken };
  render(
    <ConsentProvider fetch={service.fetch}>
      <Asked>
        {after === "refused-save" && <Notice.Save data-testid="first" />}
        {after === "acceptance" && <Notice.Accept data-testid="first" />}
        {part}
      </Asked>
    </ConsentProvider>,
  );
  await vi.waitFor(() => expect(screen.getByTestId("status").textContent).toBe("asking"));
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
    await vi.waitFor(() => expect(root.dataset["state"]).toBe("asking"));
    expect(root.className).toBe("host-root mine");
    expect([root.lang, root.dir, root.dataset["nc"], root.dataset["ncTheme"]]).toEqual(["ur", "rtl", "root", "dark"]);
  });
});

describe.each(Object.entries(subjects))("Notice.%s", (name, { slot, state, make, after }) => {
  it("names itself, merges class and style, spreads attributes and forwards its ref [UI-T8]", async () => {
    const ref = createRef<never>();
    const given = {
      className: "mine",
      style: { outlineOffset: "7px" },
      "data-testid": "part",
      onClick: () => undefined,
    };
    await show(make({ ...given, ref }), after);
    const element = await screen.findByTestId("part");
    expect(element.dataset["nc"]).toBe(slot);
    expect(element.className).toBe(`host-${slot} mine`);
    expect(element.style.outlineOffset).toBe("7px");
    expect(ref.current).toBe(element);
    if (state !== undefined) expect(element.dataset["state"]).toBe(state);
  });

  it("runs a given handler [UI-T8]", async () => {
    const onClick = vi.fn<() => void>();
    const given = { className: "", style: { outlineOffset: "" }, "data-testid": "part", onClick };
    await show(make({ ...given, ref: null }), after);
    fireEvent.click(await screen.findByTestId("part"));
    expect(onClick).toHaveBeenCalledTimes(1);
  });

  it("lends its attributes to the element that replaces it", async () => {
    const given = { className: "", style: { outlineOffset: "" }, "data-testid": "part", onClick: () => undefined };
    await show(
      make({ ...given, ref: null, render: (props) => <output data-nc={attribute(props, "data-nc")} /> }),
      after,
    );
    await vi.waitFor(() => expect(document.querySelector(`output[data-nc="${slot}"]`)).not.toBeNull());
  });

  it("says where it belongs when it stands outside a notice", () => {
    const silenced = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const given = { className: "", style: { outlineOffset: "" }, "data-testid": "part", onClick: () => undefined };
    expect(() => render(make({ ...given, ref: null }))).toThrow(/^Notice\.\w+ has to stand inside Notice\.Root\.$/u);
    silenced.mockRestore();
    expect(name).not.toBe("");
  });
});

function attribute(props: object, name: string): string | undefined {
  const found = new Map<string, unknown>(Object.entries(props)).get(name);
  return typeof found === "string" ? found : undefined;
}
