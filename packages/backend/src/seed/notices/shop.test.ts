import { describe, expect, it } from "vitest";
import { shopNotice } from "./shop.ts";

describe("the shop's notice", () => {
  it("has 2 purposes, and the e-mail address of the account as its only required data element", () => {
    expect(shopNotice.purposes).toHaveLength(2);
    const required = shopNotice.purposes.flatMap(({ data_elements }) => data_elements).filter((e) => e.required);
    expect(required.map(({ name }) => name)).toEqual(["E-mail address for the account"]);
  });

  it("leaves news and offers wholly optional", () => {
    const news = shopNotice.purposes.find(({ name }) => name.startsWith("News"));
    expect(news?.data_elements.map(({ required }) => required)).toEqual([false, false]);
  });

  it("is short: under 120 words before the purposes", () => {
    const words = shopNotice.notice_text.replaceAll(/<[^>]*>/g, " ").match(/\S+/g) ?? [];
    expect(words.length).toBeLessThan(120);
  });
});
