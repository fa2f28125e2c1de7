import type { Metadata } from "next";

import { SiteHeader } from "../../../parts/site-header.tsx";
import { SignUp } from "./sign-up.tsx";

export const metadata: Metadata = { title: "Open an account" };

export default function Page() {
  return (
    <>
      <SiteHeader />
      <SignUp />
    </>
  );
}
