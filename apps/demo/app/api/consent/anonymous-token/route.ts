import { shopSampleConsent } from "../../../../shop/consent.ts";

/** The published sample's address: tokens for the visitor of this server's cookie, whatever id the body names. */
export const { POST } = shopSampleConsent;
