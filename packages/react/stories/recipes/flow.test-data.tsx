import { ConsentProvider } from "@notice-consent/hooks";
import { useEffect, useState, type ReactNode } from "react";
import { liveHost, mockHost, type Host } from "../../../../.storybook/host.ts";
import { scenarioBehind, type StageContext } from "../stage.test-data.tsx";

/** A host's page once its back end is known: the mock's, or the real one of Storybook's server. */
export function HostPage({
  context,
  children,
}: {
  readonly context: StageContext;
  readonly children: (host: Host) => ReactNode;
}) {
  const [found, setFound] = useState<Host | Error>();
  const isLive = context.globals["source"] === "live";
  useEffect(() => {
    let isCurrent = true;
    const show = (next: Host | Error): void => {
      if (isCurrent) setFound(next);
    };
    const host = isLive ? liveHost() : Promise.resolve(mockHost(scenarioBehind(context).service));
    host.then(show, (error: unknown) => show(error instanceof Error ? error : new Error(String(error))));
    return () => {
      isCurrent = false;
    };
  }, [context, isLive]);
  return (
    <main className="page">
      {found === undefined && <p>Asking the back end …</p>}
      {found instanceof Error && <p role="alert">{found.message}</p>}
      {found !== undefined && !(found instanceof Error) && (
        <ConsentProvider key={found.baseUrl}>{children(found)}</ConsentProvider>
      )}
    </main>
  );
}

/** The notice of that name, in the mock and in the live source alike. */
export function noticeOf({ notices }: Host, name: string): string {
  const found = notices.find((notice) => notice.name === name);
  if (found === undefined) throw new RangeError(`There is no notice "${name}".`);
  return found.uuid;
}

/** Tokens from the back end, once they are there. */
export function useTokens(
  ask: () => Promise<{ readonly token: string; readonly refresh_token?: string | null | undefined }>,
): { readonly accessToken: string; readonly refreshToken: string | undefined } | undefined {
  const [tokens, setTokens] = useState<{ readonly accessToken: string; readonly refreshToken: string | undefined }>();
  useEffect(() => {
    let isCurrent = true;
    void ask().then(({ token, refresh_token }) => {
      if (isCurrent) setTokens({ accessToken: token, refreshToken: refresh_token ?? undefined });
    });
    return () => {
      isCurrent = false;
    };
    // Asked once; who is asked about does not change under a page.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  return tokens;
}

/** What a step has come to; takes focus, since the button that led here is gone. */
export function Done({ children }: { readonly children: ReactNode }) {
  return (
    <p tabIndex={-1} ref={(element) => element?.focus()}>
      {children}
    </p>
  );
}
