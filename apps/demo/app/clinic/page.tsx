import type { Metadata } from "next";

import { companies } from "../../companies/company.ts";
import { CompanyPage } from "../../companies/company-page.tsx";
import { DayFigure } from "../../companies/day-figure.tsx";

export const metadata: Metadata = { title: { absolute: companies.clinic.name }, description: companies.clinic.line };

const facts = [
  ["Consultation", "₹400, follow-up within a week free"],
  ["Waiting time last month", "11 minutes"],
  ["Results of blood tests", "the same evening, to you first"],
  ["Your record", "yours to read, correct and take along"],
] as const;

export default function Page() {
  return (
    <CompanyPage
      company="clinic"
      lead="Book on the web, by phone or at the counter. Whichever way you come, you are one patient with one record, and one set of choices about it."
      factsHeading="What to expect"
      facts={facts}
      figure={<DayFigure />}
    />
  );
}
