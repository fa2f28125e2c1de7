import type { Metadata } from "next";
import { headers } from "next/headers";

import { SiteHeader } from "../../../parts/site-header.tsx";
import { currentCustomer } from "../../../shop/session.ts";
import styles from "./anonymous.module.css";
import { CustomerView } from "./customer-view.tsx";
import { LookAround } from "./look-around.tsx";

export const metadata: Metadata = { title: { absolute: "Look around first · Chaak Studio" } };

export default async function Page() {
  const customer = await currentCustomer(await headers());
  return (
    <div className={styles["whole"]} data-company="shop" data-whole="">
      <SiteHeader company="shop">
        {customer !== undefined && (
          <form method="post" action="/api/shop/logout">
            <button className="action" data-kind="quiet" type="submit">
              Log out
            </button>
          </form>
        )}
      </SiteHeader>
      <main id="content" className={styles["page"]}>
        {customer === undefined ? <LookAround /> : <CustomerView customer={customer} />}
      </main>
    </div>
  );
}
