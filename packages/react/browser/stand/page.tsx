// The page of a clinic that asks for consent, as its address says.
import { submitConsent, type Notice, type Translation } from "@notice-consent/contract";
import { ConsentProvider } from "@notice-consent/hooks";
import { clinicNotice, createScenario, type Scenario } from "@notice-consent/testing";
import { isCovered, parityFaults, parityOf } from "@notice-consent/testing/dom";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { NoticeConsent, NoticeConsentInline } from "../../src/index.ts";
import "../../src/styles.css";
import type { PageOfClinic, Scene } from "./scene.ts";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the test has written
const scene = JSON.parse(new URLSearchParams(location.search).get("scene") ?? "") as Scene;
const attack = '<img src="x" onerror="alert(1)"><script>alert(1)</script><b style="color: red">b</b>';
const scenario = scenarioOf(scene);
let dismissals = 0;
let answer = (): void => {};
const mayAnswer = new Promise<void>((resolve) => {
  if (scene.service === "late") answer = resolve;
  else resolve();
});

const clinic: PageOfClinic = {
  writes: () => scenario.requests.to(submitConsent).length,
  dismissals: () => dismissals,
  answer: () => answer(),
  isCovered,
  parityFaults: () => parityFaults(parityOf(document)),
};
Object.assign(window, { clinic });

/** Counted where the next page can still read it. */
const fetch: typeof globalThis.fetch = async (input, init) => {
  await mayAnswer;
  const response = await scenario.fetch(input, init);
  sessionStorage.setItem("writes", String(clinic.writes()));
  return response;
};

const opener = document.querySelector("#opener");
const root = document.querySelector("#root");
if (root === null || opener === null) throw new Error("The page is not whole.");
createRoot(root).render(
  <ConsentProvider fetch={fetch}>
    <Clinic />
  </ConsentProvider>,
);

function Clinic() {
  const [isOpen, setOpen] = useState(scene.opensBy !== "button");
  useEffect(() => {
    const open = (): void => setOpen(true);
    opener?.addEventListener("click", open);
    return () => opener?.removeEventListener("click", open);
  }, []);
  const { organisation_uuid: org, workspace_uuid: workspace, uuid } = scenario.notice;
  const given = { ...scenario.props, language: scene.language };
  if (scene.situation === "inline")
    return (
      <NoticeConsentInline
        {...given}
        submit="button"
        org_uuid={org}
        workspace_uuid={workspace}
        notice_uuid={uuid}
        minHeight={scene.minHeight}
      />
    );
  return (
    <NoticeConsent
      {...given}
      {...(scene.situation === "recorded" ? { open: true } : {})}
      {...(scene.opensBy === "button" && !isOpen ? { open: false } : {})}
      dismissible={scene.dismissible}
      onDismiss={() => {
        dismissals += 1;
      }}
    />
  );
}

function scenarioOf({ situation, service, isHostile }: Scene): Scenario {
  const lengthened =
    situation === "long"
      ? reworded(clinicNotice, ({ notice_text: text }) => ({ notice_text: text.repeat(12) }))
      : clinicNotice;
  const notice = isHostile === true ? hostile(lengthened) : lengthened;
  if (situation === "again") return createScenario("asked-again-changed", { notice });
  switch (service) {
    case undefined:
    case "late":
      return createScenario("must-ask", { notice });
    case "submit-refused":
      return createScenario("submit-refused", { notice, status: 500, times: 1 });
    case "never-answers":
    case "submit-never-answers":
      return createScenario(service, { notice });
    default:
      return service satisfies never;
  }
}

type Texts = Pick<Translation, "notice_text" | "notice_banner_heading" | "additional_text" | "purpose_section_heading">;

function reworded(notice: Notice, change: (texts: Texts) => Partial<Texts>): Notice {
  const config = notice.active_config;
  const translations = Object.entries(config.supported_languages_and_translations);
  return {
    ...notice,
    active_config: {
      ...config,
      ...change(config),
      supported_languages_and_translations: Object.fromEntries(
        translations.map(([name, words]) => [name, { ...words, ...change(words) }]),
      ),
    },
  };
}

function hostile(notice: Notice): Notice {
  const changed = reworded(notice, (texts) => ({
    notice_text: texts.notice_text + attack,
    notice_banner_heading: texts.notice_banner_heading + attack,
    additional_text: texts.additional_text + attack,
    purpose_section_heading: texts.purpose_section_heading + attack,
  }));
  const purposes = changed.active_config.purposes.map((purpose) => ({
    ...purpose,
    name: purpose.name + attack,
    description: purpose.description + attack,
    data_elements: purpose.data_elements.map((element) => ({ ...element, name: element.name + attack })),
  }));
  return { ...changed, active_config: { ...changed.active_config, purposes } };
}
