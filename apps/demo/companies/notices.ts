/** The notices that the shop and the clinic ask with, as the demo's workspace has them. */
export const companyNotices = {
  shop: "16e8cf76-363c-4fff-9309-884fb196ec75",
  clinic: "c0b1a2f4-6d3e-4b57-9a81-5e2f7d904c36",
} as const;
