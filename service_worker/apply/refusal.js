/** A command the server would not apply either; code and details are its own. */

export class Refusal extends Error {
  /**
   * @param {string} code `noun.condition`, as in generated/problems.js
   * @param {Record<string, unknown>} [details]
   */
  constructor(code, details = {}) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.details = details;
  }
}
