"use client";

import { useState } from "react";

import { useAccessToken } from "../../../consent/use-access-token.ts";
import { ChannelNotice } from "./channel-notice.tsx";
import styles from "./channels.module.css";
import { Counter } from "./counter.tsx";
import { type Identified, readWaiting } from "./identify.ts";

/** Both channels of one patient, and the counter where they become one person. */
export function Channels() {
  const web = useAccessToken("/api/clinic/consent/web");
  const [identified, setIdentified] = useState<Identified>();
  const recorded = async () => {
    const tried = await readWaiting(identified);
    // Somebody else may have been identified meanwhile.
    setIdentified((current) => (current === identified ? tried : current));
  };
  return (
    <div className={styles["channels"]}>
      <section className={styles["web"]} aria-labelledby="web">
        <h2 id="web">On the web, known by e-mail</h2>
        <ChannelNotice channel="web" token={web} onRecorded={() => void recorded()} />
      </section>
      <section className={styles["phone"]} aria-labelledby="app">
        <h2 id="app">In the app, known by telephone</h2>
        <div className={styles["screen"]}>
          {/* The first answer brings the cookie that says whose number it is. */}
          {web.status === "ready" && <AppChannel onRecorded={() => void recorded()} />}
        </div>
      </section>
      <Counter identified={identified} onIdentified={setIdentified} />
    </div>
  );
}

function AppChannel({ onRecorded }: { readonly onRecorded: () => void }) {
  return <ChannelNotice channel="app" token={useAccessToken("/api/clinic/consent/app")} onRecorded={onRecorded} />;
}
