import {
  ConsentError,
  createWebhook,
  deleteWebhook,
  listWebhookDeliveries,
  listWebhooks,
  redeliverWebhook,
} from "@notice-consent/contract";
import type { Mount } from "../mount.ts";
import type { WebhookService } from "./service.ts";

const pageSize = 50;
const largestPage = 100;

/** The webhooks of a workspace: create, list, delete, look at deliveries, send one again. */
export function mountWebhooks(mount: Mount, webhooks: WebhookService): void {
  mount.forKey(createWebhook, "webhooks", async ({ address, body }) => ({
    detail: await webhooks.create(address.workspaceUuid, body),
  }));
  mount.forKey(listWebhooks, "webhooks", async ({ address }) => ({
    detail: { webhooks: [...(await webhooks.list(address.workspaceUuid))] },
  }));
  mount.forKey(deleteWebhook, "webhooks", async ({ address, params }) => {
    const uuid = params["webhook_uuid"] ?? "";
    await webhooks.remove(address.workspaceUuid, uuid);
    return { detail: { uuid, deleted: true } };
  });
  mount.forKey(listWebhookDeliveries, "webhooks", async ({ address, params, query }) => ({
    detail: {
      deliveries: [
        ...(await webhooks.deliveries(address.workspaceUuid, params["webhook_uuid"] ?? "", readLimit(query["limit"]))),
      ],
    },
  }));
  mount.forKey(redeliverWebhook, "webhooks", async ({ address, params }) => ({
    detail: await webhooks.redeliver(
      address.workspaceUuid,
      params["webhook_uuid"] ?? "",
      params["delivery_uuid"] ?? "",
    ),
  }));
}

function readLimit(given: string | undefined): number {
  if (given === undefined) return pageSize;
  const limit = /^\d{1,3}$/.test(given) ? Number(given) : 0;
  if (limit >= 1 && limit <= largestPage) return limit;
  const fields = [{ path: "limit", message: `A whole number from 1 to ${largestPage}` }];
  throw new ConsentError("VALIDATION_FAILED", { detail: { fields } });
}
