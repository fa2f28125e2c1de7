// A module of its own, so that bundlers can leave the rules out of what is loaded first.
export { noticeGaps, unspokenLanguages } from "@notice-consent/contract";
