// A module of its own, so that bundlers can leave the rule out of what is loaded first.
export { noticeGaps } from "@notice-consent/contract";
