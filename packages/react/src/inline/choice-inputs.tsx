"use client";

import { enabledElements } from "@notice-consent/contract";
import { usePurpose } from "@notice-consent/hooks";
import { memo, type ReactNode } from "react";
import { useNotice } from "../notice/notice-context.ts";

/** The choice as it stands on screen, for the form round the notice: `name[purpose]` and `name[purpose][element]`. */
export function ChoiceInputs({ name }: { readonly name: string }): ReactNode {
  const { notice } = useNotice("ChoiceInputs");
  const purposes = notice?.active_config.purposes;
  return purposes?.map(({ uuid }) => <PurposeInputs key={uuid} name={name} uuid={uuid} />);
}

const PurposeInputs = memo(function PurposeInputs({ name, uuid }: { readonly name: string; readonly uuid: string }) {
  const { purpose, state, isTicked } = usePurpose(uuid);
  return (
    <>
      <input type="hidden" name={`${name}[${uuid}]`} value={state} />
      {enabledElements(purpose)
        .filter((element) => isTicked(element.uuid))
        .map((element) => (
          <input key={element.uuid} type="hidden" name={`${name}[${uuid}][${element.uuid}]`} value="granted" />
        ))}
    </>
  );
});
