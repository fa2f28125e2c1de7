"use client";

import { useNotice } from "./notice-context.ts";

/** A small word on a purpose that is asked again or for the first time; absent when there was no earlier decision. */
export function Mark({ purposeUuid }: { readonly purposeUuid: string }) {
  const { consent, labels } = useNotice("Mark");
  const records = "notice" in consent ? consent.notice?.purpose_selections : undefined;
  if (records === undefined || records === null || Object.keys(records).length === 0) return null;
  const record = records[purposeUuid];
  if (record !== undefined && !record.needs_reconsent) return null;
  return (
    <>
      {" "}
      <span data-nc="mark">{record === undefined ? labels.isNew : labels.isChanged}</span>
    </>
  );
}
