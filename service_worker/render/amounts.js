/**
 * How money, quantities, durations and phone numbers are written.
 * The twin of fieldapp/templating/amounts.py; both pass the same vectors.
 */

const MILLI = 1000;
const CENTS = 100;
const MEGABYTE = 1_000_000;

/** @typedef {number | null | undefined} Amount */
/** @typedef {import("./calendar.js").Translate} Translate */

/** @param {Amount} cents `1280.00`, for an input field */
export function yuan(cents) {
  return cents == null ? "" : sign(cents) + decimal(cents);
}

/** @param {Amount} cents `¥1,280.00` */
export function money(cents) {
  return cents == null ? "" : `${sign(cents)}¥${grouped(decimal(cents))}`;
}

/** @param {Amount} low @param {Amount} [high] `¥85–130` */
export function moneyRange(low, high) {
  if (low == null || high == null || low === high) return money(low ?? high);
  if (low % CENTS || high % CENTS)
    return `${money(low)}–${money(high).replace(/^¥/, "")}`;
  return `¥${grouped(String(Math.floor(low / CENTS)))}–${grouped(String(Math.floor(high / CENTS)))}`;
}

/** @param {Amount} milli thousandths as a plain number: 1200 is `1.2` */
export function quantity(milli) {
  if (milli == null) return "";
  const whole = Math.floor(Math.abs(milli) / MILLI);
  const rest = Math.abs(milli) % MILLI;
  const fraction = String(rest).padStart(3, "0").replace(/0+$/, "");
  return sign(milli) + (fraction ? `${whole}.${fraction}` : `${whole}`);
}

/** @param {Amount} bytes `2.1 MB`, in thousands, rounded half up */
export function size(bytes) {
  if (bytes == null) return "";
  if (bytes < MEGABYTE) return `${Math.floor((bytes + 999) / 1000)} KB`;
  const tenths = Math.floor((bytes + 50_000) / 100_000);
  return `${Math.floor(tenths / 10)}.${tenths % 10} MB`;
}

/** @param {string | null | undefined} number `199 0000 3187` */
export function phone(number) {
  if (!number) return "";
  if (!/^1[0-9]{10}$/.test(number)) return number;
  return `${number.slice(0, 3)} ${number.slice(3, 7)} ${number.slice(7)}`;
}

/** @param {string | null | undefined} number `199****3187` */
export function maskedPhone(number) {
  if (!number) return "";
  const digits = number.replace(/[^0-9]/g, "");
  return digits.length >= 11
    ? `${digits.slice(0, 3)}****${digits.slice(-4)}`
    : `****${digits.slice(-2)}`;
}

/**
 * The filters that write amounts, for one language.
 * @param {Translate} _
 */
export function amountFilters(_) {
  return {
    yuan,
    money,
    money_range: moneyRange,
    quantity,
    size,
    phone,
    masked_phone: maskedPhone,
    /** @param {Amount} milli @param {string} [unit] */
    quantity_of: (milli, unit = "") =>
      milli == null ? "" : `${quantity(milli)} ${unit && _(unit)}`.trimEnd(),
    /** @param {Amount} minutes */
    duration: (minutes) => (minutes == null ? "" : durationWords(_, minutes)),
  };
}

/** @param {Translate} _ @param {number} total whole minutes */
function durationWords(_, total) {
  const hours = Math.floor(total / 60);
  const minutes = total % 60;
  if (!hours) return _("%(minutes)s 分", { minutes });
  if (!minutes) return _("%(hours)s 小时", { hours });
  return _("%(hours)s 小时 %(minutes)s 分", { hours, minutes });
}

/** @param {number} amount */
function sign(amount) {
  return amount < 0 ? "-" : "";
}

/** @param {number} cents */
function decimal(cents) {
  const rest = Math.abs(cents) % CENTS;
  return `${Math.floor(Math.abs(cents) / CENTS)}.${String(rest).padStart(2, "0")}`;
}

/** @param {string} number */
function grouped(number) {
  return number.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
