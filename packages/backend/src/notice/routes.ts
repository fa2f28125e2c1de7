import {
  checkConsent,
  ConsentError,
  type Notice,
  offeredLanguages,
  pickLanguage,
  readNotice,
  readPublicNotice,
  type ValidateAgainst,
  validateModes,
} from "@notice-consent/contract";
import { preferredLanguages } from "../http/accept-language.ts";
import type { Mount } from "../mount.ts";
import type { NoticeService } from "./service.ts";

/** Both notice reads, and the check that needs no notice. */
export function mountNotices(mount: Mount, notices: NoticeService): void {
  mount.forPerson(readNotice, async ({ params, query, acceptLanguage }, person) =>
    inLanguage(
      acceptLanguage,
      await notices.readFor(person, params["notice_uuid"] ?? "", {
        specificUuid: query["specific_uuid"],
        validateAgainst: readMode(query["validate_against"]),
        includeFullyConsented: query["include_fully_consented_data"] === "true",
      }),
    ),
  );
  mount.forAnyone(readPublicNotice, async ({ address, params, acceptLanguage }) =>
    inLanguage(acceptLanguage, await notices.read(address, params["notice_uuid"] ?? "")),
  );
  mount.forPerson(checkConsent, async ({ params }, person) => ({
    detail: await notices.check(person, params["notice_uuid"] ?? ""),
  }));
}

// The answer carries every language; the header says in which one the notice would open for this reader.
function inLanguage(acceptLanguage: string | undefined, notice: Notice) {
  const { tag } = pickLanguage(
    offeredLanguages(notice),
    preferredLanguages(acceptLanguage),
    notice.active_config.default_language,
  );
  return { detail: notice, headers: { "Content-Language": tag } };
}

function readMode(given: string | undefined): ValidateAgainst {
  const mode = validateModes.find((name) => name === (given ?? "all"));
  if (mode !== undefined) return mode;
  const fields = [{ path: "validate_against", message: `One of ${validateModes.join(", ")}` }];
  throw new ConsentError("VALIDATION_FAILED", { detail: { fields } });
}
