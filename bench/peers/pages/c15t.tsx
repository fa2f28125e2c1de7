// c15t as its quick start has it, without its service.
import { ConsentBanner, ConsentDialog, ConsentManagerProvider, useConsentManager } from "@c15t/react";
import "@c15t/react/styles.css";
import { useEffect } from "react";
import { createRoot } from "react-dom/client";
import { atOpener, mount } from "./words.ts";

createRoot(mount()).render(
  <ConsentManagerProvider
    options={{
      mode: "offline",
      consentCategories: ["necessary", "measurement", "marketing"],
      colorScheme: "system",
      overrides: { country: "DE" },
    }}
  >
    <ConsentBanner />
    <ConsentDialog />
    <Opener />
  </ConsentManagerProvider>,
);

function Opener() {
  const { setActiveUI } = useConsentManager();
  useEffect(() => atOpener(() => setActiveUI("dialog")), [setActiveUI]);
  return null;
}
