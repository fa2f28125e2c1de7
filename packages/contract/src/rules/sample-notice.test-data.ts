import type { Notice, Purpose } from "../notice.ts";
import { noticeDetail } from "../notice.ts";
import * as v from "valibot";

interface SampleElement {
  readonly required?: boolean;
  readonly enabled?: boolean;
}

/** A notice for the tests of this package: purposes by uuid, each with its data elements. */
export function sampleNotice(purposes: Readonly<Record<string, Readonly<Record<string, SampleElement>>>>): Notice {
  return v.parse(noticeDetail, {
    uuid: "notice",
    active_config: {
      uuid: "version",
      notice_uuid: "notice",
      purposes: Object.entries(purposes).map(([uuid, elements]) => ({
        uuid,
        name: uuid,
        data_elements: Object.entries(elements).map(([element, { required = false, enabled = true }]) => ({
          uuid: element,
          name: element,
          required,
          enabled,
        })),
      })),
    },
  });
}

/** One purpose of a notice; throws when there is none. */
export function purposeOf(notice: Notice, uuid: string): Purpose {
  const found = notice.active_config.purposes.find((purpose) => purpose.uuid === uuid);
  if (found === undefined) throw new Error(`No purpose ${uuid}`);
  return found;
}
