/** Times, numbers and lists, for people. Units stand behind a narrow space that does not break. */

const space = "\u202f";
const minus = "\u2212";

/** A span of time, with two units at most: `2 h 14 min`.
 * @param {number} milliseconds */
export function span(milliseconds) {
    const seconds = Math.max(0, milliseconds) / 1000;
    if (seconds < 1) {
        return `${Math.round(seconds * 1000)}${space}ms`;
    }
    if (seconds < 10) {
        return `${seconds.toFixed(1)}${space}s`;
    }
    const units = [
        ["d", 86400],
        ["h", 3600],
        ["min", 60],
        ["s", 1],
    ];
    const first = units.findIndex(([, size]) => Math.floor(seconds) >= size);
    return units
        .slice(first, first + 2)
        .map(([unit, size], i) => [Math.floor(i === 0 ? seconds / size : (seconds % units[first][1]) / size), unit])
        .filter(([count], i) => i === 0 || count > 0)
        .map(([count, unit]) => `${count}${space}${unit}`)
        .join(" ");
}

/** An age that is looked at every second: whole seconds, and `now` for less than one. */
export const age = milliseconds =>
    milliseconds < 1000
        ? "now"
        : `${span(milliseconds < 10000 ? Math.floor(milliseconds / 1000) * 1000 : milliseconds).replace(
              /\.0/,
              "",
          )} ago`;

const two = number => String(number).padStart(2, "0");

/** The time of day, as this browser's clock has it. */
export function clock(at, withMilliseconds = false) {
    const time = new Date(at);
    const text = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
    return withMilliseconds ? `${text}.${String(time.getMilliseconds()).padStart(3, "0")}` : text;
}

/** A day, as in `2026-11-21`. */
export function day(at) {
    const time = new Date(at);
    return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** The time of day, with the day in front unless it is that of `now`. */
export const moment = (at, now) => (day(at) === day(now) ? clock(at) : `${day(at)} ${clock(at)}`);

/** Milliseconds from a first moment: `+0 ms`, `+3 612 ms`, `+0.4 ms`. */
export function millisecondsText(offset) {
    const text = offset === 0 || offset >= 10 ? String(Math.round(offset)) : offset.toFixed(1);
    return `+${text.replace(/\B(?=(\d{3})+$)/g, space)}${space}ms`;
}

/** A number with its sign: `+20`, `−60`, `0`. */
export const signed = number => (number > 0 ? `+${number}` : number < 0 ? `${minus}${-number}` : "0");

/** A number of something, for a panel: three figures, `1.2 k` from a thousand on. */
export function amount(number) {
    if (number >= 1000) {
        return `${(number / 1000).toPrecision(3)}${space}k`;
    }
    return number === 0 ? "0" : number < 10 ? number.toFixed(1) : String(Math.round(number));
}

/** A share of 1, in per cent. */
export const percent = share =>
    share === 0
        ? `0${space}%`
        : share < 0.001
          ? `<${space}0.1${space}%`
          : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}${space}%`;

/** `1 check`, `2 checks`. */
export const counted = (count, noun) => `${count}${space}${noun}${count === 1 ? "" : "s"}`;

/** `a`, `a and b`, `a, b and c`. */
export const list = names =>
    names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
