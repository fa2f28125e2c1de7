import type { Notice } from "@notice-consent/contract";
import { ConsentProvider } from "@notice-consent/hooks";
import { createFixtureService, demoNotices, type FixtureService } from "@notice-consent/testing";
import { StrictMode, type ReactNode } from "react";
import "./styles.css";

/** The notices that the stories show: a bank's, a shop's, and one of 1,000 data elements. */
export type StoryNotice = "bank" | "shop" | "stress";

/** A person in front of a notice of a consent service that lives in the page. */
export interface Stage {
  readonly service: FixtureService;
  readonly notice: Notice;
  /** What the notice is asked with. */
  readonly props: {
    readonly noticeId: string;
    readonly baseUrl: string;
    readonly accessToken: string;
    readonly refreshToken: string;
  };
}

/** The person of every stage. */
export const person = "person-1";

/** Sets a stage; `prepare` runs before the person arrives. */
export function setStage(name: StoryNotice, prepare: (service: FixtureService) => void = () => undefined): Stage {
  const notice = demoNotices[["bank", "shop", "stress"].indexOf(name)];
  if (notice === undefined) throw new RangeError(`There is no notice of the ${name}.`);
  const service = createFixtureService({ notices: [notice] });
  prepare(service);
  const { accessToken, refreshToken } = service.issue({ orgUserId: person });
  return { service, notice, props: { noticeId: notice.uuid, baseUrl: service.baseUrl, accessToken, refreshToken } };
}

/** A page with something on it, so that one sees what the notice does to it. */
export function Page({ stage, children }: { readonly stage: Stage; readonly children: ReactNode }) {
  return (
    <StrictMode>
      <ConsentProvider fetch={stage.service.fetch}>
        <main style={{ maxInlineSize: "40rem", margin: "0 auto", padding: "3rem 1.5rem", font: "1rem/1.6 system-ui" }}>
          <h1 style={{ fontSize: "1.75rem", lineHeight: 1.2 }}>Open an account</h1>
          <p>It takes about five minutes. First we ask what you allow us to do with your data.</p>
          <p>
            <a href="#branches">Find a branch</a>
          </p>
        </main>
        {children}
      </ConsentProvider>
    </StrictMode>
  );
}
