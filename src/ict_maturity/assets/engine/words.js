// In: the texts of a catalogue and a reason; out: the sentences that pages print for it.
import { Fraction } from "./exact.js";

/** @import { Reason } from "./reading.js" */

/**
 * The texts of one language by their ids: all plural forms, and the name of the value by which one
 * is chosen (empty for a text with one form). `plural` gives the number of the form.
 * @typedef {{locale: string, plural: (count: number) => number,
 *   texts: Record<string, {forms: string[], counted: string}>}} Catalogue
 *
 * What stands in a text: words, or a number with its words, by which a form is chosen.
 * @typedef {string | number | {text: string, count: number | null}} Value
 */

const SHARES = ["coverage", "limit", "needed", "points", "share"];
const QUOTED = ["checks", "open", "others", "choices", "choice", "check"];
const DAYS = ["date", "accepted_on"];
const ALSO = ["open", "others"];
/** A share of fewer than so many is marked wherever it is shown. */
const FEW = new Fraction(10n);

/** All words of one language, and how it writes numbers, days and rows. */
export class Words {
  /** @param {Catalogue} catalogue */
  constructor({ locale, plural, texts }) {
    this.plural = plural;
    this.texts = texts;
    this.list = new Intl.ListFormat(locale);
    this.day = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
    const parts = new Intl.NumberFormat(locale).formatToParts(0.5);
    this.point = parts.find((part) => part.type === "decimal")?.value ?? ".";
  }

  /**
   * The text with this id, its values put in; an id without a text is said itself.
   * @param {string} id
   * @param {Record<string, Value>} [values]
   */
  say(id, values = {}) {
    const text = this.texts[id];
    if (!text) return id;
    const given = values[text.counted];
    const count = typeof given === "object" ? given.count : given;
    const form = typeof count === "number" ? this.plural(count) : text.forms.length - 1;
    return text.forms[Math.min(form, text.forms.length - 1)].replace(
      /\{([a-z_]+)\}/g,
      (_, name) => {
        const value = values[name];
        return typeof value === "object" ? value.text : String(value);
      },
    );
  }

  /**
   * Words in a row: a, b and c.
   * @param {string[]} items
   */
  row(items) {
    return this.list.format(items);
  }

  /**
   * A day written YYYY-MM-DD as running text has it.
   * @param {string} day
   */
  longDate(day) {
    return this.day.format(new Date(`${day}T00:00:00Z`));
  }

  /**
   * A number with at most this many decimals, ties away from zero.
   * @param {Fraction | number} number
   * @param {number} places
   * @param {boolean} fixed whether needless zeros at the end stay
   * @returns {{text: string, count: number | null}}
   */
  number(number, places = 1, fixed = false) {
    const exact = number instanceof Fraction ? number : new Fraction(BigInt(number));
    const units = exact.units(places);
    const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
    const [whole, part] = [digits.slice(0, digits.length - places), digits.slice(-places)];
    const decimals = !places ? "" : fixed ? part : part.replace(/0+$/, "");
    const text = `${units < 0n ? "-" : ""}${whole}${decimals && this.point}${decimals}`;
    return { text, count: exact.below === 1n ? Number(exact.above) : null };
  }

  /**
   * A share (1 is all) as a percentage.
   * @param {Fraction} share
   */
  percentage(share) {
    return this.say("number.percent", { number: this.number(share.times(new Fraction(100n))) });
  }

  /**
   * A figure with its unit; a share is read as a percentage.
   * @param {Fraction} figure
   * @param {string} unit
   */
  figure(figure, unit) {
    if (unit === "share") return this.percentage(figure);
    const number = this.number(figure);
    return unit === "months"
      ? this.say("figure.months", { number })
      : this.say("figure", { number, unit });
  }

  /**
   * A reason in one or two sentences.
   * @param {Reason} reason
   * @param {Record<string, string>} [labels] the words for ids of checks, choices and KPIs; an id
   *   without a label is shown itself
   */
  reason(reason, labels = {}) {
    const names = Object.keys(reason).filter((name) => name !== "code");
    const facts = Object.fromEntries(names.map((name) => [name, this.fact(reason, name, labels)]));
    const sentences = [this.say(`reason.${reason.code}`, facts)];
    for (const name of ALSO) {
      if (reason[name]?.length)
        sentences.push(this.say(`reason.also.${name}`, { checks: facts[name] }));
    }
    if (reason.denominator?.less(FEW)) sentences.push(this.say("reason.also.few"));
    return sentences.reduce((row, one) => this.say("list.sentences", { row, one }));
  }

  /**
   * One fact of a reason as it stands in the sentence.
   * @param {Reason} reason
   * @param {string} name
   * @param {Record<string, string>} labels
   * @returns {Value}
   */
  fact(reason, name, labels) {
    const value = reason[name];
    if (Array.isArray(value)) return this.row(value.map((id) => this.label(name, id, labels)));
    if (DAYS.includes(name)) return this.longDate(value);
    if (name === "direction") return this.say(`reason.direction.${value}`);
    if (reason.code === "give-evidence") return this.say(`reason.wanted.${value}`);
    if (typeof value === "string") return this.label(name, value, labels);
    if (name === "cut_point") return this.figure(value, reason.unit);
    const isShare = name === "figure" ? "numerator" in reason : SHARES.includes(name);
    return isShare && value instanceof Fraction ? this.percentage(value) : this.number(value);
  }

  /**
   * The words for an id; whole sentences stand in quotation marks without their full stop.
   * @param {string} name
   * @param {string} id
   * @param {Record<string, string>} labels
   */
  label(name, id, labels) {
    if (!(id in labels)) return id;
    if (!QUOTED.includes(name)) return labels[id];
    return this.say("list.quoted", { text: labels[id].replace(/\.+$/, "") });
  }
}
