import type { ConsentProviderProps, NoticeOptions, PersonOptions } from "@notice-consent/hooks";
import type { NoticeConsentProps } from "./notice-props.ts";

type Names<Props> = Props extends unknown ? Lowercase<Extract<keyof Props, string>> : never;
type HasKeyName<Props> =
  Extract<Names<Props>, `${string}${"apikey" | "api_key" | "cms"}${string}`> extends never ? false : true;
type Taken = ConsentProviderProps | NoticeConsentProps | NoticeOptions | PersonOptions;

/** [W5, SEC-C1] No prop and no option of a hook has room for an API key. */
export const takesAnApiKey: HasKeyName<Taken> = false;
// Such a name would be found.
export const isFound: HasKeyName<Taken | { cmsApiKey: string }> = true;
