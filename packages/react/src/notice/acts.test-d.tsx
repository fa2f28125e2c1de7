import * as Notice from "./index.parts.ts";

/** [UI-C4] What an act agrees to is said by the notice alone: no children add to it. */
export const withTerms = (
  <>
    {/* @ts-expect-error -- an act takes no words of the host */}
    <Notice.Accept>Accept all and our terms</Notice.Accept>
    {/* @ts-expect-error -- an act takes no words of the host */}
    <Notice.Decline>No, thanks</Notice.Decline>
    {/* @ts-expect-error -- an act takes no words of the host */}
    <Notice.Save>Save</Notice.Save>
  </>
);
