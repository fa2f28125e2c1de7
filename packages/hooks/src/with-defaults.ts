import type { ValidateAgainst } from "@notice-consent/contract";
import type { ConsentDefaults } from "./consent-provider.tsx";
import type { PersonOptions } from "./notice-options.ts";

/** The options as they hold here: what a hook leaves out is the provider's. */
export function withDefaults<Options extends PersonOptions & { validateAgainst?: ValidateAgainst | undefined }>(
  options: Options,
  defaults: ConsentDefaults,
): Options {
  const tokens = options.accessToken ? options : defaults;
  return {
    ...options,
    accessToken: tokens.accessToken || undefined,
    refreshToken: tokens.refreshToken || undefined,
    baseUrl: options.baseUrl || defaults.baseUrl,
    organisationUuid: options.organisationUuid || defaults.organisationUuid,
    workspaceUuid: options.workspaceUuid || defaults.workspaceUuid,
    refresh: options.refresh ?? defaults.refresh,
    refreshUrl: options.refreshUrl || defaults.refreshUrl,
    onTokensChange: options.onTokensChange ?? defaults.onTokensChange,
    onSessionExpired: options.onSessionExpired ?? defaults.onSessionExpired,
    validateAgainst: options.validateAgainst ?? defaults.validateAgainst,
  };
}
