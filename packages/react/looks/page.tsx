// The page that the looks are measured on: a notice in a scenario, as the address says.
import { submitConsent, readNotice } from "@notice-consent/contract";
import { ConsentProvider } from "@notice-consent/hooks";
import { createScenario, demoNotices } from "@notice-consent/testing";
import { createRoot } from "react-dom/client";
import { NoticeConsent, NoticeConsentInline, slots } from "../src/index.ts";

const asked = new URLSearchParams(location.search);
const shop = demoNotices[1];
if (shop === undefined) throw new RangeError("There is no notice of the shop.");
const scenario = createScenario(asked.get("scenario") === "already-valid" ? "already-valid" : "must-ask", {
  notice: shop,
});
const state = asked.get("state");
if (state === "checking") scenario.service.always(readNotice, "never-answer");
if (state === "failed") scenario.service.offline = true;
if (state === "uncertain") scenario.service.always(submitConsent, "drop-answer");
const theme = asked.get("theme");
const className = asked.get("class");
const shared = {
  ...scenario.props,
  theme: theme === "dark" || theme === "light" ? theme : "auto",
  unstyled: asked.has("unstyled"),
  settings: false,
  ...(className !== null && { classNames: Object.fromEntries(slots.map((slot) => [slot, className])) }),
} as const;
const { organisation_uuid: org, workspace_uuid: workspace, uuid } = scenario.notice;

const root = document.querySelector("#root");
if (root === null) throw new Error("The page has no root.");
createRoot(root).render(
  <ConsentProvider fetch={scenario.fetch}>
    {asked.has("inline") ? (
      <NoticeConsentInline {...shared} submit="button" org_uuid={org} workspace_uuid={workspace} notice_uuid={uuid} />
    ) : (
      <NoticeConsent {...shared} open includeFullyConsentedData={scenario.name === "already-valid"} dismissible />
    )}
  </ConsentProvider>,
);
