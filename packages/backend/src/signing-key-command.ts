import { listSigningKeys, removeSigningKey, rotateSigningKey, type SigningKeyState } from "./auth/key-rotation.ts";
import { type InstallationOptions, withInstallation } from "./installation.ts";

/** What an operator may do with the signing keys of an installation. */
export type SigningKeyAction =
  | { readonly do: "list" }
  | { readonly do: "rotate" }
  /** Takes back a retired key; its tokens are refused from then on. */
  | { readonly do: "remove"; readonly kid: string };

/**
 * Does one thing with the signing keys and returns those that there are then, the oldest first.
 * Beside a running backend on a PostgreSQL server this takes effect within seconds, without a restart.
 */
export function manageSigningKeys(
  action: SigningKeyAction,
  options: InstallationOptions = {},
): Promise<readonly SigningKeyState[]> {
  return withInstallation(options, async ({ database, keys }) => {
    switch (action.do) {
      case "list":
        break;
      case "rotate":
        await rotateSigningKey(database, keys);
        break;
      case "remove":
        await removeSigningKey(database, keys, action.kid);
        break;
      default:
        action satisfies never;
    }
    return listSigningKeys(database.queries, keys);
  });
}
