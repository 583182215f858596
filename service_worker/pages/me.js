/** 我的: who is signed in here, how the screen looks, and signing out. */

import { commonContext } from "./common.js";

/** @param {import("./common.js").PageInput} input */
export function build(input) {
  return {
    ...commonContext(input, { name: "me", nav: "me" }),
    languages: ["zh", "en"],
  };
}
