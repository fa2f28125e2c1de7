import { clinicNotice, demoNotices } from "@notice-consent/testing";
import type { ReactNode } from "react";
import { InlineOnShow } from "./designer/notices-on-show.tsx";
import { looks, scoped } from "./looks.ts";
import "./designer/designer.css";
import "./welcome.css";

const [, shop] = demoNotices;
const shown = looks.filter(({ name }) => ["calm", "minimal", "soft", "bank"].includes(name));

const flows = [
  {
    name: "Sign-up",
    story: "recipes-flows--sign-up",
    text: "Ask before anybody is known; link the answer to the account once there is one.",
  },
  {
    name: "Log-in",
    story: "recipes-flows--log-in",
    text: "Let through whoever has granted what is required; ask for the rest, once.",
  },
  {
    name: "Anonymous",
    story: "recipes-flows--anonymous",
    text: "Choices in the page, saved as they are made, before there is a person.",
  },
  {
    name: "Several channels",
    story: "recipes-flows--channels",
    text: "One person under several identifiers, one answer for all of them.",
  },
] as const;

/** What Storybook opens on: what it is, and the same notice in each look. */
export function Welcome({ theme }: { readonly theme: "auto" | "light" | "dark" }): ReactNode {
  if (shop === undefined) return null;
  return (
    <main className="welcome" data-scheme={theme}>
      {shown.map((look) => (
        <style key={look.name}>{scoped(look)}</style>
      ))}
      <header>
        <h1>A notice people can read, a choice they can make, a record that holds.</h1>
        <p>
          Consent for React: a modal and an inline form for the notice of a consent service. Refusing is as easy as
          accepting, nothing is ticked beforehand, and nobody proceeds without a positive answer of the service. In 23
          languages, light and dark, by keyboard and by ear.
        </p>
        <nav aria-label="Where to begin">
          <Go to="theming-designer--workbench">Design your own look</Go>
          <Go to="playground-modal--playground">Try every prop</Go>
          <Go to="start-quick-start--docs" docs>
            Build it in
          </Go>
        </nav>
      </header>
      <section aria-labelledby="welcome-looks">
        <h2 id="welcome-looks">Four looks, each a stylesheet of tokens</h2>
        <div className="welcome-looks">
          {shown.map(({ name, title, purpose }) => (
            <figure key={name} data-look={name}>
              <figcaption>
                <b>{title}</b> {purpose}
              </figcaption>
              <div>
                <InlineOnShow notice={name === "soft" ? clinicNotice : shop} theme={theme} language="en" />
              </div>
            </figure>
          ))}
        </div>
      </section>
      <section aria-labelledby="welcome-flows">
        <h2 id="welcome-flows">Four flows</h2>
        <ul className="welcome-flows">
          {flows.map(({ name, story, text }) => (
            <li key={name}>
              <Go to={story}>{name}</Go> {text}
            </li>
          ))}
        </ul>
      </section>
    </main>
  );
}

function Go({
  to,
  docs = false,
  children,
}: {
  readonly to: string;
  readonly docs?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <a href={`./?path=/${docs ? "docs" : "story"}/${to}`} target="_top">
      {children}
    </a>
  );
}
