import {
  ConsentError,
  readNotice,
  readPublicNotice,
  type ValidateAgainst,
  validateModes,
} from "@notice-consent/contract";
import type { Mount } from "../mount.ts";
import type { NoticeService } from "./service.ts";

/** Both notice reads. */
export function mountNotices(mount: Mount, notices: NoticeService): void {
  mount.forPerson(readNotice, async ({ params, query }, person) => ({
    detail: await notices.readFor(person, params["notice_uuid"] ?? "", {
      specificUuid: query["specific_uuid"],
      validateAgainst: readMode(query["validate_against"]),
      includeFullyConsented: query["include_fully_consented_data"] === "true",
    }),
  }));
  mount.forAnyone(readPublicNotice, async ({ address, params }) => ({
    detail: await notices.read(address, params["notice_uuid"] ?? ""),
  }));
}

function readMode(given: string | undefined): ValidateAgainst {
  const mode = validateModes.find((name) => name === (given ?? "all"));
  if (mode !== undefined) return mode;
  const fields = [{ path: "validate_against", message: `One of ${validateModes.join(", ")}` }];
  throw new ConsentError("VALIDATION_FAILED", { detail: { fields } });
}
