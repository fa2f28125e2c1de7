import { findLanguage, type Notice, type Translation } from "@notice-consent/contract";
import { ConsentProvider } from "@notice-consent/hooks";
import { clinicNotice, createFixtureService } from "@notice-consent/testing";
import { createRoot, type Root } from "react-dom/client";
import { loadWords, NoticeConsent, NoticeConsentInline, preloadDialog } from "../../src/index.ts";
import "../../src/styles.css";
import { longer, longerMarkup } from "./longer.ts";

/** What is to be on the page. */
export interface Scene {
  readonly tag: string;
  readonly shell: "modal" | "inline";
  /** Every text 60 % longer. */
  readonly isLong: boolean;
}

declare global {
  interface Window {
    show: (scene: Scene) => Promise<void>;
  }
}

let root: Root | undefined;

window.show = async ({ tag, shell, isLong }) => {
  root?.unmount();
  document.body.replaceChildren();
  await preloadDialog();
  const { labels } = await loadWords(tag);
  const words = isLong
    ? { ...labels, ...Object.fromEntries(Object.entries({ ...labels }).map(([key, text]) => [key, longer(text)])) }
    : labels;
  const service = createFixtureService({ notices: [isLong ? lengthened(clinicNotice) : clinicNotice] });
  const host = {
    ...service.issue({ orgUserId: "person-1" }),
    baseUrl: service.baseUrl,
    language: tag,
    labels: { [tag]: words },
  };
  root = createRoot(document.body.appendChild(document.createElement("main")));
  root.render(
    <ConsentProvider fetch={service.fetch}>
      {shell === "modal" ? (
        <NoticeConsent {...host} noticeId={clinicNotice.uuid} open />
      ) : (
        <NoticeConsentInline
          {...host}
          org_uuid={service.organisationUuid}
          workspace_uuid={service.workspaceUuid}
          notice_uuid={clinicNotice.uuid}
          submit="button"
        />
      )}
    </ConsentProvider>,
  );
};

function lengthened(notice: Notice): Notice {
  const config = notice.active_config;
  const translations = Object.entries(config.supported_languages_and_translations);
  return {
    ...notice,
    active_config: {
      ...config,
      ...longerTexts(config),
      purposes: config.purposes.map((purpose) => ({
        ...purpose,
        name: longer(purpose.name),
        description: longer(purpose.description),
        data_elements: purpose.data_elements.map((element) => ({ ...element, name: longer(element.name) })),
      })),
      supported_languages_and_translations: Object.fromEntries(
        translations.map(([name, words]) => [name, lengthenedWords(words)]),
      ),
    },
  };
}

function lengthenedWords(words: Translation): Translation {
  return {
    ...words,
    ...longerTexts(words),
    purposes: Object.fromEntries(
      Object.entries(words.purposes).map(([uuid, terms]) => [
        uuid,
        { ...terms, name: longer(terms.name), description: longer(terms.description) },
      ]),
    ),
    data_elements: Object.fromEntries(Object.entries(words.data_elements).map(([uuid, name]) => [uuid, longer(name)])),
  };
}

function longerTexts(words: Translation | Notice["active_config"]) {
  return {
    notice_banner_heading: longer(words.notice_banner_heading),
    notice_text: longerMarkup(words.notice_text),
    additional_text: longerMarkup(words.additional_text),
    purpose_section_heading: longer(words.purpose_section_heading),
    privacy_policy_prefix_text: longer(words.privacy_policy_prefix_text),
    privacy_policy_anchor_text: longer(words.privacy_policy_anchor_text),
    privacy_center_anchor_text: longer(words.privacy_center_anchor_text),
  };
}

document.documentElement.lang = findLanguage("en").lang;
