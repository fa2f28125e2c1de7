import type { NoticeContent } from "@notice-consent/contract";
import { bankNotice } from "./bank/notice.ts";
import { clinicNotice } from "./clinic.ts";
import { shopNotice } from "./shop.ts";
import { stressNotice } from "./stress.ts";

/** A notice of the demo organisation, before it is published. */
export interface DemoNotice {
  readonly uuid: string;
  readonly name: string;
  readonly content: NoticeContent;
}

/** The notices of the demo organisation. */
export const demoNotices: readonly DemoNotice[] = [
  { uuid: "14bb5b70-0b50-47e2-9c8e-e2cceb614af3", name: "Savings account opening", content: bankNotice },
  { uuid: "16e8cf76-363c-4fff-9309-884fb196ec75", name: "Shop sign-up", content: shopNotice },
  {
    uuid: "57e55000-0000-4000-a000-000000000001",
    name: "Stress: 50 purposes, 1,000 elements",
    content: stressNotice,
  },
  { uuid: "c0b1a2f4-6d3e-4b57-9a81-5e2f7d904c36", name: "Clinic visit", content: clinicNotice },
];
