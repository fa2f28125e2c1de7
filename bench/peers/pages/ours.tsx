// Our notice with the same three purposes; the address says in which shell.
import { ConsentProvider } from "@notice-consent/hooks";
import { NoticeConsent, NoticeConsentInline } from "@notice-consent/react";
import "@notice-consent/react/styles.css";
import { anElement, aNotice, aPurpose, createScenario } from "@notice-consent/testing";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { atOpener, mount, words } from "./words.ts";

const asked = new URLSearchParams(location.search);
const scenario = createScenario("must-ask", {
  notice: aNotice({
    name: words.title,
    purposes: words.purposes.map(({ name, text, required, data }) =>
      aPurpose({ name, description: text, data_elements: data.map((item) => anElement({ name: item, required })) }),
    ),
    active_config: {
      notice_banner_heading: words.title,
      notice_text: `<p>${words.text}</p>`,
      additional_text: "",
      accept_all_button_text: words.accept,
      decline_button_text: words.decline,
      confirm_button_text: words.save,
      privacy_center_url: "",
    },
  }),
});

createRoot(mount()).render(
  <ConsentProvider fetch={scenario.fetch}>
    <Page />
  </ConsentProvider>,
);

function Page() {
  const [isOpen, setOpen] = useState(!asked.has("closed"));
  useEffect(() => atOpener(() => setOpen(true)), []);
  const { organisation_uuid: org, workspace_uuid: workspace, uuid } = scenario.notice;
  return asked.has("inline") ? (
    <NoticeConsentInline
      {...scenario.props}
      submit="button"
      org_uuid={org}
      workspace_uuid={workspace}
      notice_uuid={uuid}
    />
  ) : (
    <NoticeConsent {...scenario.props} dismissible open={isOpen} onOpenChange={setOpen} />
  );
}
