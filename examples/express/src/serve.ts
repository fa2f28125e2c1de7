import { randomBytes } from "node:crypto";
import { createShop } from "./app.ts";

const { CMS_API_KEY, REDACTO_BASE_URL, ORG_UUID, WORKSPACE_UUID, NOTICE_UUID, COOKIE_SECRET, INTERNAL_KEY, PORT } =
  process.env;
const shop = createShop({
  apiKey: CMS_API_KEY ?? "",
  baseUrl: REDACTO_BASE_URL ?? "",
  organisationUuid: ORG_UUID ?? "",
  workspaceUuid: WORKSPACE_UUID ?? "",
  noticeId: NOTICE_UUID ?? "",
  cookieSecret: COOKIE_SECRET ?? "",
  // Without one, nobody can guess what was made up.
  internalKey: INTERNAL_KEY || randomBytes(32).toString("base64url"),
});
const server = shop.listen(Number(PORT ?? 3000), "127.0.0.1", () => {
  const address = server.address();
  console.log(`The shop answers at http://127.0.0.1:${typeof address === "object" ? address?.port : PORT}`);
});
