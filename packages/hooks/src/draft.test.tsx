import { draftFromRecord } from "@notice-consent/contract";
import { anElement, aNotice, aPurpose } from "@notice-consent/testing";
import { act, cleanup, render, renderHook, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aConsentBench, announcements, reach, renderings } from "./consent-bench.test-data.tsx";
import {
  ConsentScope,
  useConsent,
  useConsentDraft,
  useConsentState,
  usePurpose,
  type Consent,
  type UseConsentOptions,
} from "./index.ts";

afterEach(cleanup);

const notice = aNotice({
  purposes: [
    aPurpose({
      name: "Account",
      data_elements: [anElement({ name: "Name", required: true }), anElement({ name: "Photo", required: false })],
    }),
    aPurpose({ name: "Offers", data_elements: [anElement({ name: "E-mail", required: false })] }),
  ],
});
const [account, offers] = notice.active_config.purposes;
const [nameElement, photo] = account?.data_elements ?? [];

describe.each(renderings)("the choices of a person, $rendering,", ({ rendering }) => {
  it("start from nothing, whatever the notice preselects [W34] [UI-S1]", async () => {
    const preselecting = aNotice({ active_config: { purpose_preselection: "ALL" } });
    const bench = aConsentBench(rendering, { notices: [preselecting] });
    expect((await reach(bench.render(bench.host()), "asking")).draft.getState()).toEqual({});
    const place = bench.render(bench.host("person-2", { honourPreselection: true }));
    expect(await reach(place, "asking")).toMatchObject({ completeness: { status: "complete" } });
    expect(bench.service.requests.all.map(({ endpoint }) => endpoint.id)).toEqual(["notices.read", "notices.read"]);
  });

  it("start from what the person granted before [W35]", async () => {
    const bench = aConsentBench(rendering, { notices: [notice] });
    const first = bench.render(bench.host("person-1", { validateAgainst: "required" }));
    const { actions } = await reach(first, "asking");
    act(() => actions.grant(account?.uuid ?? ""));
    act(() => void actions.save());
    await reach(first, "recorded");
    first.unmount();
    const again = await reach(bench.render(bench.host()), "asking");
    expect(again.draft.getState()).toEqual(draftFromRecord(notice, bench.service.record("person-1")));
    expect(Object.keys(again.draft.getState())).toEqual([account?.uuid]);
  });

  it("are reported by one place and re-render no other, and the whole, if it says so, when completeness changes [UI-S8] [PF5]", async () => {
    const bench = aConsentBench(rendering, { notices: [notice] });
    const renders = { whole: 0, state: 0, account: 0, offers: 0 };
    let consent: Consent | undefined;
    const Part = ({ uuid, as }: { uuid: string; as: "account" | "offers" }): ReactNode => {
      const { state, ticked, total, toggle, isTicked, setElement } = usePurpose(uuid);
      renders[as] += 1;
      return (
        <div>
          <button onClick={toggle}>{`${as} ${state} ${ticked}/${total}`}</button>
          {as === "account" && (
            <button onClick={() => setElement(photo?.uuid ?? "", !isTicked(photo?.uuid ?? ""))}>photo</button>
          )}
        </div>
      );
    };
    // Memoised by identity, as a shell with stable children is.
    const parts = (
      <>
        <Part uuid={account?.uuid ?? ""} as="account" />
        <Part uuid={offers?.uuid ?? ""} as="offers" />
      </>
    );
    const Whole = (props: UseConsentOptions): ReactNode => {
      consent = useConsent(props);
      renders.whole += 1;
      return consent.status === "asking" ? <ConsentScope consent={consent}>{parts}</ConsentScope> : null;
    };
    const Calm = (props: UseConsentOptions): ReactNode => {
      renders.state += 1;
      return useConsentState(props).status;
    };
    const host = bench.host();
    render([<Whole key="whole" {...host} />, <Calm key="calm" {...host} />], { wrapper: bench.Page });
    await screen.findByText("account withheld 0/2");
    // What development adds has come by then.
    await announcements();
    const factor = rendering === "plain" ? 1 : 2;

    let before = { ...renders };
    act(() => screen.getByText("offers withheld 0/1").click());
    expect(screen.getByText("offers granted 1/1")).toBeDefined();
    expect({ ...renders }).toEqual({ ...before, offers: before.offers + factor });

    before = { ...renders };
    act(() => screen.getByText("photo").click());
    expect({ ...renders }).toEqual({ ...before, account: before.account + factor });
    expect(screen.getByText("account withheld 1/2")).toBeDefined();

    before = { ...renders };
    act(() => consent?.actions.setElement(account?.uuid ?? "", nameElement?.uuid ?? "", true));
    const next = { whole: before.whole + factor, account: before.account + factor };
    expect({ ...renders, offers: before.offers }).toEqual({ ...before, ...next });
    expect(screen.getByText("account granted 2/2")).toBeDefined();
    act(() => screen.getByText("photo").click());
    expect(screen.getByText("account mixed 1/2")).toBeDefined();
  });

  it("can be followed as a whole", async () => {
    const bench = aConsentBench(rendering, { notices: [notice] });
    const { result } = renderHook(
      (props: UseConsentOptions) => {
        const consent = useConsent(props);
        return { consent, whole: useConsentDraft(consent) };
      },
      { initialProps: bench.host(), wrapper: bench.Page },
    );
    await reach(
      {
        result: {
          get current() {
            return result.current.consent;
          },
        },
      },
      "asking",
    );
    act(() => result.current.consent.actions.grant(account?.uuid ?? ""));
    expect(result.current.whole.validation).toEqual({ status: "complete" });
    expect(result.current.whole.stateOf(account?.uuid ?? "")).toBe("granted");
    act(() => result.current.consent.actions.setElement(account?.uuid ?? "", photo?.uuid ?? "", false));
    expect(result.current.whole.stateOf(account?.uuid ?? "")).toBe("mixed");
    expect(result.current.whole.stateOf("not on screen")).toBe("withheld");
    expect(result.current.whole.draft[account?.uuid ?? ""]?.selected).toBe(true);
    act(() => result.current.consent.actions.withhold(account?.uuid ?? ""));
    expect(result.current.whole.validation).toMatchObject({ status: "incomplete", reason: "required-missing" });
    act(() => result.current.consent.actions.toggle("not on screen"));
    act(() => result.current.consent.actions.reset());
    expect(result.current.whole.draft).toEqual({});
  });

  it("keep their functions through every render", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host();
    const place = bench.render(host);
    const { actions } = place.result.current;
    await reach(place, "asking");
    place.rerender({ ...host, language: "hi" });
    expect(place.result.current.actions).toBe(actions);
  });
});

it("a part outside of its scope says what is missing", () => {
  const quiet = vi.spyOn(console, "error").mockImplementation(() => {});
  const Lost = (): ReactNode => usePurpose("x").state;
  expect(() => render(<Lost />)).toThrow("<ConsentScope>");
  quiet.mockRestore();
});
