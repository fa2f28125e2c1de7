import { NoticeConsentInline, type NoticeConsentInlineProps } from "@notice-consent/react";
import { ConsentProvider } from "@notice-consent/hooks";
import { StrictMode, type ReactElement, type ReactNode } from "react";
import { scenarioBehind, stageProps, type StageContext } from "./stage.test-data.tsx";

/** A page with a column that a notice stands in. */
export function Column({ context, children }: { readonly context: StageContext; readonly children: ReactNode }) {
  return (
    <StrictMode>
      <ConsentProvider key={scenarioBehind(context).baseUrl}>
        <main className="page">
          <h1>Create your account</h1>
          {children}
        </main>
      </ConsentProvider>
    </StrictMode>
  );
}

/** What the inline component is shown with. */
export function inlineProps(context: StageContext): ReturnType<typeof stageProps> {
  const { organisationUuid, workspaceUuid } = scenarioBehind(context).service;
  return { organisationUuid, workspaceUuid, ...stageProps(context) };
}

/** Renders the inline notice of a story on its page. */
export function inlineOnPage(args: NoticeConsentInlineProps, context: StageContext): ReactElement {
  return (
    <Column context={context}>
      <NoticeConsentInline {...inlineProps(context)} {...args} />
    </Column>
  );
}
