import { NoticeConsent, type NoticeConsentProps } from "@notice-consent/react";
import type { ReactElement } from "react";
import { Page, stageProps, type StageContext } from "./stage.test-data.tsx";

/** Renders the modal of a story on its page. */
export function modalOnPage(args: NoticeConsentProps, context: StageContext): ReactElement {
  return (
    <Page context={context}>
      <NoticeConsent {...stageProps(context)} {...args} />
    </Page>
  );
}
