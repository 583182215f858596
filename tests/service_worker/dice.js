/** Random numbers that are the same in every run (mulberry32). */

/**
 * @param {number} seed
 * @returns {() => number} 0 ≤ n < 1
 */
export function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of a list. */
export function oneOf(roll, choices) {
  return choices[Math.floor(roll() * choices.length)];
}
