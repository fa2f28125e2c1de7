import { createConsentHandler, type NextConsent } from "@notice-consent/server/next";

import { conflictTable } from "../companies/conflict-table.ts";
import { companyNotices } from "../companies/notices.ts";
import { currentCustomer } from "./session.ts";

const options: Parameters<typeof createConsentHandler>[0] = {
  identify: async ({ headers }) => {
    const customer = await currentCustomer(headers);
    return customer === undefined ? null : { orgUserId: customer.id };
  },
  noticeId: companyNotices.shop,
  cookie: { name: "chaak_visitor" },
  onConflict: (conflict) => conflictTable.add(conflict),
};

/** The shop's whole backend of consent: whoever has no session is the visitor of a cookie that this server signs. */
export const shopConsent: NextConsent = createConsentHandler(options);

/** The same for pages that keep the refresh token themselves, as the published samples do. */
export const shopSampleConsent: NextConsent = createConsentHandler({ ...options, exposeRefreshToken: true });
