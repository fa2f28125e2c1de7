import type { Notice } from "@notice-consent/contract";
import { ConsentProvider } from "@notice-consent/hooks";
import { NoticeConsent, NoticeConsentInline } from "@notice-consent/react";
import { createScenario, type ScenarioName } from "@notice-consent/testing";
import { useState, type ReactNode } from "react";

type Plain = Exclude<ScenarioName, `${string}-refused`>;

interface OnShow {
  readonly notice: Notice;
  /** `must-ask` when absent. */
  readonly situation?: Plain | "failed" | undefined;
  readonly theme?: "auto" | "light" | "dark" | undefined;
  readonly density?: "comfortable" | "compact" | undefined;
  readonly language?: string | undefined;
}

/** A live inline notice with a service of its own; whoever looks at it may use it. */
export function InlineOnShow({ situation = "must-ask", notice, ...look }: OnShow) {
  const [scenario] = useState(() => arrange(situation, notice));
  const { organisationUuid, workspaceUuid } = scenario.service;
  return (
    <ConsentProvider fetch={scenario.fetch}>
      <NoticeConsentInline
        {...scenario.props}
        {...look}
        organisationUuid={organisationUuid}
        workspaceUuid={workspaceUuid}
        submit="button"
        headingLevel={3}
        onPolicyViolation={() => undefined}
      />
    </ConsentProvider>
  );
}

/** A live modal in a window of its own, so that it covers that window and not the page. */
export function ModalOnShow({ situation = "must-ask", notice, ...look }: OnShow): ReactNode {
  const [scenario] = useState(() => arrange(situation, notice));
  const [window, setWindow] = useState<HTMLElement | null>(null);
  return (
    <div className="designer-window" ref={setWindow}>
      {window !== null && (
        <ConsentProvider fetch={scenario.fetch}>
          <NoticeConsent
            {...scenario.props}
            {...look}
            open
            portal={window}
            blockUI={false}
            onPolicyViolation={() => undefined}
          />
        </ConsentProvider>
      )}
    </div>
  );
}

function arrange(situation: Plain | "failed", notice: Notice) {
  if (situation === "failed") return createScenario("read-refused", { notice, code: "SERVICE_UNAVAILABLE" });
  return createScenario(situation, { notice });
}
