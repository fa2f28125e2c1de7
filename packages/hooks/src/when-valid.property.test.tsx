import { choiceOf, decide, submitConsent, type Notice } from "@notice-consent/contract";
import { aNotice, anElement, aPurpose, aSubmission } from "@notice-consent/testing";
import { act, cleanup } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { aClockStage } from "./clock-stage.test-data.tsx";
import { renderings, type Rendering } from "./consent-bench.test-data.tsx";
import type { SubmitMode, UseConsentOptions } from "./index.ts";

afterEach(cleanup);

const elements = fc.array(fc.record({ required: fc.boolean(), enabled: fc.boolean() }), { maxLength: 3 });
const preselection = fc.constantFrom("", "NONE", "MANDATORY", "ALL");

const notice: fc.Arbitrary<Notice> = fc
  .record({ purposes: fc.array(elements, { minLength: 1, maxLength: 3 }), preselection })
  .map((content) =>
    aNotice({
      purposes: content.purposes.map((flags, at) =>
        aPurpose({
          name: `Purpose ${at}`,
          data_elements: flags.map((flag, index) => anElement({ name: `Data ${at} ${index}`, ...flag })),
        }),
      ),
      active_config: { purpose_preselection: content.preselection },
    }),
  );

const rendering: fc.Arbitrary<Rendering> = fc.constantFrom(...renderings.map((one) => one.rendering));
const submit: fc.Arbitrary<SubmitMode> = fc.constantFrom("when-valid", "button", "form");
const earlier = fc.constantFrom(undefined, "everything", "required", "nothing");

/** Whatever may happen to a notice that nobody touches. */
const event = fc.oneof(
  fc.record({ kind: fc.constant("pass" as const), ms: fc.integer({ min: 0, max: 5_000 }) }),
  fc.record({ kind: fc.constant("token" as const), person: fc.constantFrom("person-1", "person-2", undefined) }),
  fc.record({
    kind: fc.constantFrom("come back" as const, "language" as const, "remount" as const, "publish" as const),
  }),
);

const settings = fc.record({
  notice,
  rendering,
  submit,
  earlier,
  latencyMs: fc.constantFrom(0, 50, 1_000),
  mode: fc.constantFrom("ask" as const, "manage" as const),
  validateAgainst: fc.constantFrom("all" as const, "required" as const),
  honourPreselection: fc.boolean(),
  showsRecord: fc.boolean(),
  firstPerson: fc.constantFrom("person-1", undefined),
  events: fc.array(event, { maxLength: 7 }),
});

it("without an act of the person nothing is written, whatever the notice, its preselection and the times at which tokens come [UI-I2] [UI-S1] [UI-I6] [W34] [W47] [W85] [W-F3]", async () => {
  await fc.assert(
    fc.asyncProperty(settings, async (given) => {
      const stage = aClockStage(given.rendering, { notices: [given.notice], latencyMs: given.latencyMs });
      if (given.earlier !== undefined) {
        stage.service.decide({ orgUserId: "person-1" }, aSubmission(given.notice, given.earlier));
      }
      const { submit: mode, validateAgainst, honourPreselection, showsRecord } = given;
      const asked = { submit: mode, mode: given.mode, validateAgainst, honourPreselection, showsRecord };
      const tokensOf = (person: string | undefined): Partial<UseConsentOptions> =>
        person === undefined ? { accessToken: undefined, refreshToken: undefined } : stage.tokens(person);
      let host: UseConsentOptions = { ...stage.nobody(asked), ...tokensOf(given.firstPerson) };
      let place = stage.render(host);
      let version = 1;
      for (const next of given.events) {
        switch (next.kind) {
          case "pass":
            await stage.pass(next.ms);
            break;
          case "token":
            host = { ...host, ...tokensOf(next.person) };
            place.rerender(host);
            break;
          case "language":
            act(() => place.result.current.actions.setLanguage("hi"));
            break;
          case "remount":
            place.unmount();
            place = stage.render(host);
            break;
          case "publish":
            version += 1;
            stage.service.publish({ ...given.notice, active_config: { ...given.notice.active_config, version } });
            break;
          case "come back":
            act(() => void window.dispatchEvent(new Event("focus")));
            break;
          default:
            next satisfies never;
        }
      }
      await stage.pass(5_000);
      place.unmount();
      await stage.pass(5_000);
      expect(stage.writes).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 240_000);

const toggle = fc.record({
  purpose: fc.nat({ max: 2 }),
  element: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
  wait: fc.constantFrom(0, 100, 499, 500, 2_000),
});

it("what is sent by itself is what the screen shows at that moment, and the last choice is not left behind [UI-S2] [UI-I2] [UI-I10] [W18] [W19]", async () => {
  await fc.assert(
    fc.asyncProperty(
      notice,
      fc.array(toggle, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(0, 300, 1_200),
      async (shown, toggles, latencyMs) => {
        const stage = aClockStage("plain", { notices: [shown], latencyMs });
        const host = stage.nobody({ submit: "when-valid", ...stage.tokens("person-1") });
        const place = stage.render(host);
        await stage.pass(2_000);
        const { purposes } = shown.active_config;
        for (const { purpose: at, element: index, wait } of toggles) {
          const purpose = purposes[at % purposes.length];
          const { actions, draft } = place.result.current;
          const element = index === undefined ? undefined : purpose?.data_elements[index];
          const before = stage.writes.length;
          if (purpose === undefined) continue;
          if (element === undefined) act(() => actions.toggle(purpose.uuid));
          else {
            const isTicked = choiceOf(draft.getState(), purpose.uuid).elements[element.uuid] === true;
            act(() => actions.setElement(purpose.uuid, element.uuid, !isTicked));
          }
          // A tick by itself sends nothing: only the pause after it does.
          expect(stage.writes).toHaveLength(before);
          await stage.pass(wait);
        }
        // In React 18 what follows an act on its way leaves at the end of the first pass: it is answered in the second.
        await stage.pass(10_000);
        await stage.pass(10_000);
        const sent = stage.service.requests.to(submitConsent);
        for (const { body } of sent) expect(body).toMatchObject({ act: "save", declined: false });
        const consent = place.result.current;
        if (sent.length === 0) expect(consent.status).toBe("asking");
        else {
          expect(consent.status).toBe("recorded");
          // What is unticked under a purpose that is not granted says nothing.
          const rows = decide(shown, consent.draft.getState()).map(({ purpose_uuid, selected, data_elements }) => {
            return selected ? { purpose_uuid, selected, data_elements } : { purpose_uuid, selected };
          });
          expect(sent.at(-1)?.body).toMatchObject({ purposes: JSON.parse(JSON.stringify(rows)) });
        }
        place.unmount();
      },
    ),
    { numRuns: 60 },
  );
}, 240_000);
