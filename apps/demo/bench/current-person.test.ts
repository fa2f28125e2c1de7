import { expect, it } from "vitest";

import { companies, companyNames } from "../companies/company.ts";
import { currentCompany } from "./current-person.ts";

const asked = (referer: string | undefined) => new Headers(referer === undefined ? {} : { Referer: referer });

it("speaks of the company whose page the browser shows, for every page of every company", () => {
  for (const name of companyNames) {
    const { path, flows } = companies[name];
    for (const page of [path, ...flows.map((flow) => flow.path)]) {
      expect([page, currentCompany(asked(`http://localhost:3000${page}?next=/sign-up`))]).toEqual([page, name]);
    }
  }
});

it.each([undefined, "", "about:srcdoc", "http://localhost:3000/", "http://localhost:3000/dashboard"])(
  "speaks of the bank on every other page, such as %s",
  (referer) => {
    expect(currentCompany(asked(referer))).toBe("bank");
  },
);
