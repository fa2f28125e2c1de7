import { startBackend } from "@notice-consent/backend";
import { expect, it } from "vitest";

it("answers on a free port with the demo's notices", async () => {
  const backend = await startBackend({ port: 0, data: "memory", environment: {} });
  const { url, organisationUuid, workspaceUuid, cmsApiKey, notices } = backend;
  const base = `${url}/public/organisations/${organisationUuid}/workspaces/${workspaceUuid}`;

  // Your backend names the person and asks for tokens; the API key never leaves it.
  const generated = await fetch(`${base}/tokens/generate`, {
    method: "POST",
    headers: { "X-CMS-API-Key": cmsApiKey, "Content-Type": "application/json" },
    body: JSON.stringify({ org_user_id: "visitor-1" }),
  });
  const { detail } = (await generated.json()) as { detail: { token: string } };

  // The page asks with the token whether anything is left to ask of this person: 200 with the notice, or 409.
  const read = await fetch(`${base}/notices/${notices[0]?.uuid}`, {
    headers: { Authorization: `Bearer ${detail.token}` },
  });
  expect(read.status).toBe(200);
  await backend.close();
});
