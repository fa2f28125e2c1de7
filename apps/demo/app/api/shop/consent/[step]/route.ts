import { shopConsent } from "../../../../../shop/consent.ts";

export const { GET, POST } = shopConsent;
