import type { Metadata } from "next";

import { companies } from "../../companies/company.ts";
import { CompanyPage } from "../../companies/company-page.tsx";
import { PotteryFigure } from "../../companies/pottery-figure.tsx";

export const metadata: Metadata = { title: { absolute: companies.shop.name }, description: companies.shop.line };

const facts = [
  ["Clay", "from the Yamuna, within 40 km"],
  ["Glaze", "lead-free, safe for food"],
  ["Delivery in India", "₹90, in straw and paper"],
  ["Broken on the way", "another piece, no photograph needed"],
] as const;

export default function Page() {
  return (
    <CompanyPage
      company="shop"
      lead="Two potters, one kiln and no warehouse. Look around as long as you like; we ask before we remember you."
      factsHeading="How we make and send it"
      facts={facts}
      figure={<PotteryFigure />}
    />
  );
}
