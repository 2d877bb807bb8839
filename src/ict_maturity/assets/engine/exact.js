// In: decimals and days as files have them; out: exact fractions, whole months, what is printed.

/** A fraction of whole numbers: nothing is rounded before it is written. */
export class Fraction {
  /**
   * @param {bigint} above numerator
   * @param {bigint} below denominator, not 0
   */
  constructor(above, below = 1n) {
    const sign = below < 0n ? -1n : 1n;
    const shared = sign * greatestDivisor(above, below);
    /** Numerator, in lowest terms. */
    this.above = above / shared;
    /** Denominator, above 0. */
    this.below = below / shared;
  }

  /** @param {Fraction} other */
  plus(other) {
    return new Fraction(
      this.above * other.below + other.above * this.below,
      this.below * other.below,
    );
  }

  /** @param {Fraction} other */
  minus(other) {
    return this.plus(new Fraction(-other.above, other.below));
  }

  /** @param {Fraction} other */
  times(other) {
    return new Fraction(this.above * other.above, this.below * other.below);
  }

  /** @param {Fraction} other not 0 */
  over(other) {
    return new Fraction(this.above * other.below, this.below * other.above);
  }

  /**
   * Below 0 when this is less than the other one, 0 when they are equal, else above 0.
   * @param {Fraction} other
   */
  compare(other) {
    const difference = this.above * other.below - other.above * this.below;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  /** @param {Fraction} other */
  less(other) {
    return this.compare(other) < 0;
  }

  /** @param {Fraction} other */
  equals(other) {
    return this.compare(other) === 0;
  }

  /**
   * How many units of its last decimal it is printed with, ties away from zero.
   * @param {number} places decimals
   */
  units(places) {
    const positive = this.above < 0n ? -this.above : this.above;
    const found = (positive * 10n ** BigInt(places) * 2n + this.below) / (this.below * 2n);
    return this.above < 0n ? -found : found;
  }

  /** As data files have it: a number with at most four decimals. */
  toJSON() {
    return Number(`${this.units(4)}e-4`);
  }
}

export const ZERO = new Fraction(0n);
export const ONE = new Fraction(1n);

/**
 * @param {bigint} a
 * @param {bigint} b
 */
function greatestDivisor(a, b) {
  while (b) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

/**
 * A decimal or a division such as `2/3`, exactly as it is written.
 *
 * Numbers in files have at most 15 digits, so the text of one that JSON was read to is what the
 * file says.
 * @param {number | string} written
 * @throws {RangeError} when it is no number
 */
export function fraction(written) {
  const parts = /^(-?\d+)(?:\.(\d+))?(?:e([+-]?\d+))?(?:\/(\d+))?$/.exec(String(written));
  if (!parts) throw new RangeError(`not a number: ${written}`);
  const [, whole, decimals = "", exponent = "0", below = "1"] = parts;
  const power = Number(exponent) - decimals.length;
  const digits = new Fraction(BigInt(whole + decimals), BigInt(below));
  const scale = 10n ** BigInt(Math.abs(power));
  return digits.times(power < 0 ? new Fraction(1n, scale) : new Fraction(scale));
}

/**
 * The weighted mean.
 * @param {Fraction[]} weights their sum is not 0
 * @param {Fraction[]} values
 */
export function weightedMean(weights, values) {
  return total(weights.map((weight, i) => weight.times(values[i]))).over(total(weights));
}

/** @param {Fraction[]} parts */
export function total(parts) {
  return parts.reduce((sum, part) => sum.plus(part), ZERO);
}

/**
 * Full months that passed between two days written YYYY-MM-DD; below 0 when `end` lies before.
 * @param {string} start
 * @param {string} end
 */
export function wholeMonths(start, end) {
  const [from, to] = [start, end].map((day) => day.split("-").map(Number));
  return (to[0] - from[0]) * 12 + to[1] - from[1] - (to[2] < from[2] ? 1 : 0);
}

/**
 * The order of ids such as K99 and K100, which begin with the same sign.
 * @param {string} a
 * @param {string} b
 */
export function byId(a, b) {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * A value in the spelling of the data files, so that bytes can be compared.
 * @param {any} value
 * @returns {string}
 */
export function spelled(value) {
  const plain = value instanceof Fraction ? value.toJSON() : value;
  if (Array.isArray(plain)) return `[${plain.map(spelled).join(", ")}]`;
  if (plain === null || typeof plain !== "object") return JSON.stringify(plain);
  const pairs = Object.entries(plain).map(
    ([key, one]) => `${JSON.stringify(key)}: ${spelled(one)}`,
  );
  return `{${pairs.join(", ")}}`;
}
