import { Mark } from "../parts/mark.tsx";
import type { CompanyName } from "./company.ts";

/** A company's mark. Decorative; its name stands beside it. */
export function CompanyMark({ company }: { readonly company: CompanyName }) {
  switch (company) {
    case "bank":
      return <Mark />;
    case "shop":
      return (
        <svg aria-hidden="true" width="30" height="32" viewBox="0 0 32 32" fill="var(--flame)">
          <path d="M11 3h10v2.5h-2c0 3 7.5 5.5 7.5 12.5 0 6-4.5 11-10.5 11S5.5 24 5.5 18C5.5 11 13 8.5 13 5.5h-2z" />
        </svg>
      );
    case "clinic":
      return (
        <svg aria-hidden="true" width="30" height="32" viewBox="0 0 32 32" fill="var(--flame)">
          <path d="M16 30C5 24 4 14 16 2c12 12 11 22 0 28z" />
          <path d="M14.7 11h2.6v4.7H22v2.6h-4.7V23h-2.6v-4.7H10v-2.6h4.7z" fill="var(--nc-bg)" />
        </svg>
      );
    default:
      return company satisfies never;
  }
}
