"use client";

import { addressOf, type ConsentClient, type Principal, type TokenPair } from "@notice-consent/client";
import { ConsentError, isConsentError, type WorkspaceAddress } from "@notice-consent/contract";
import { useMemo } from "react";
import type { UseConsentOptions } from "./consent.ts";
import type { ConsentSurroundings } from "./consent-provider.tsx";

/** Who is asked, and where: a person, nobody yet, or a set-up that cannot work. */
export type Person =
  | { readonly status: "known"; readonly client: ConsentClient; readonly principal: Principal }
  | { readonly status: "unknown"; readonly client: ConsentClient; readonly address: WorkspaceAddress }
  | { readonly status: "unconfigured"; readonly error: ConsentError };

type Identity = Pick<UseConsentOptions, "noticeId" | "accessToken" | "baseUrl" | "organisationUuid" | "workspaceUuid">;

/** The person that the options speak of; the same object until it is another person. Makes no request. */
export function usePerson({ page, defaults }: ConsentSurroundings, options: Identity): Person {
  const { noticeId, organisationUuid, workspaceUuid } = options;
  const accessToken = options.accessToken || undefined;
  const baseUrl = options.baseUrl || defaults.baseUrl;

  const found = useMemo(
    () => identify({ page, noticeId, accessToken, baseUrl, organisationUuid, workspaceUuid }),
    [page, noticeId, accessToken, baseUrl, organisationUuid, workspaceUuid],
  );
  const client = found.status === "unconfigured" ? undefined : found.client;
  const address =
    found.status === "unknown" ? found.address : found.status === "known" ? found.principal.address : undefined;
  const digest = found.status === "known" ? found.principal.digest : undefined;
  const error = found.status === "unconfigured" ? found.error : undefined;
  const organisation = address?.organisationUuid;
  const workspace = address?.workspaceUuid;

  return useMemo(() => {
    if (client === undefined || organisation === undefined || workspace === undefined) {
      return { status: "unconfigured", error: error ?? new ConsentError("CONFIGURATION") };
    }
    const where = { organisationUuid: organisation, workspaceUuid: workspace };
    if (digest === undefined) return { status: "unknown", client, address: where };
    return { status: "known", client, principal: { digest, address: where } };
  }, [client, organisation, workspace, digest, error]);
}

interface Clues {
  readonly page: ConsentSurroundings["page"];
  readonly noticeId: string;
  readonly accessToken: string | undefined;
  readonly baseUrl: string | undefined;
  readonly organisationUuid: string | undefined;
  readonly workspaceUuid: string | undefined;
}

function identify({ page, noticeId, accessToken, baseUrl, ...given }: Clues): Person {
  if (!noticeId) return unconfigured("noticeId is missing. Give the uuid of the notice to ask.");
  if (!baseUrl)
    return unconfigured("baseUrl is missing. Give the address of the consent service, or set it on ConsentProvider.");
  const address = addressOf(accessToken, given);
  if (address === undefined) {
    return unconfigured(
      accessToken === undefined
        ? "accessToken is missing. Give the token that your backend generated for this person."
        : "accessToken names no organisation and workspace. Give the token as your backend received it.",
    );
  }
  try {
    const client = page.clientFor(baseUrl);
    if (accessToken === undefined) return { status: "unknown", client, address };
    return { status: "known", client, principal: client.principal(accessToken, address) };
  } catch (error) {
    return { status: "unconfigured", error: isConsentError(error) ? error : new ConsentError("CONFIGURATION") };
  }
}

function unconfigured(message: string): Person {
  return { status: "unconfigured", error: new ConsentError("CONFIGURATION", { message }) };
}

/** The pair that the options hold. */
export function pairOf({
  accessToken,
  refreshToken,
}: Pick<UseConsentOptions, "accessToken" | "refreshToken">): TokenPair {
  return { accessToken: accessToken ?? "", refreshToken: refreshToken || undefined };
}
