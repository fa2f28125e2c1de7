// A page with everything on it that a developer is warned of.
import { ConsentProvider, type PolicyViolation, useConsentSession } from "@notice-consent/hooks";
import { aNotice, createScenario } from "@notice-consent/testing";
import { createRoot } from "react-dom/client";
import { NoticeConsent } from "../../src/index.ts";
import "../../src/styles.css";

const told: PolicyViolation["kind"][] = [];
Object.assign(window, { told });

const scenario = createScenario("must-ask", {
  notice: aNotice({ active_config: { accept_all_button_text: "OK" } }),
});
const unequal = { accept: { backgroundColor: "#00ff00" }, decline: { backgroundColor: "#ffffff" } };
const loud = document.head.appendChild(document.createElement("style"));
loud.textContent = ".loud { font-weight: 900 }";

createRoot(document.body.appendChild(document.createElement("main"))).render(
  <>
    <WithoutProvider />
    <ConsentProvider fetch={scenario.fetch}>
      <NoticeConsent
        {...scenario.props}
        language="en"
        settings={{ button: unequal }}
        classNames={{ accept: "loud" }}
        onPolicyViolation={({ kind }) => told.push(kind)}
      />
      <NoticeConsent {...scenario.props} open={false} otpGate={{ required: true }} />
    </ConsentProvider>
  </>,
);

function WithoutProvider() {
  useConsentSession({});
  return null;
}
