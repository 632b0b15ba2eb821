/** Small drawings: what a table cannot say at a glance. Each carries its meaning as text for those who do not see. */

import { svg } from "./dom.js";

/** The last results of a check, oldest first: good ones stand on the line, bad ones hang below it, ill ones are hollow.
 * The height is how long a run took.
 * @param {{isGood: boolean, isDegraded: boolean, milliseconds: number}[]} results
 * @param {number} most How many there is room for. */
export function resultStrip(results, most) {
    const [width, step] = [most * 5, 5];
    const longest = Math.max(1, ...results.map(result => result.milliseconds));
    const good = results.filter(result => result.isGood).length;
    const bars = results.map((result, i) => {
        const height = 3 + 8 * Math.sqrt(result.milliseconds / longest);
        const x = width - (results.length - i) * step + 0.5;
        return result.isGood
            ? svg("rect", {
                  x,
                  y: 12 - height,
                  width: 3.5,
                  height,
                  class: result.isDegraded ? "bar hollow" : "bar",
              })
            : svg("rect", { x, y: 14, width: 3.5, height: 7, class: "bar failed" });
    });
    const text =
        results.length === 0
            ? "no results yet"
            : `of the last ${results.length} results ${good} good, ${results.length - good} bad`;
    return svg(
        "svg.strip",
        { viewBox: `0 0 ${width} 22`, role: "img", "aria-label": text },
        svg("path", { d: `M0 13H${width}`, class: "axis" }),
        bars,
    );
}

/** A line through values of equal distance in time, with its area, from 0 up.
 * @param {number[]} values Oldest first.
 * @param {number} most How many there is room for; the newest is at the right.
 * @param {string} text What it shows. */
export function trend(values, most, text) {
    const [width, height] = [160, 32];
    const top = Math.max(1e-9, ...values);
    const x = i => width - ((values.length - 1 - i) * width) / (most - 1);
    const y = value => height - 2 - (value / top) * (height - 5);
    const at = (value, i) => `${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
    const points = values.map(at);
    const left = points[0]?.split(" ")[0];
    return svg(
        "svg.trend",
        {
            viewBox: `0 0 ${width} ${height}`,
            role: "img",
            "aria-label": text,
            preserveAspectRatio: "none",
        },
        svg("path", { d: `M0 ${height - 1}H${width}`, class: "axis" }),
        values.length > 1
            ? svg("path", { d: `M${points.join("L")}L${width} ${height - 1}L${left} ${height - 1}Z`, class: "area" })
            : null,
        values.length > 1 ? svg("path", { d: `M${points.join("L")}`, class: "line" }) : null,
    );
}

/** Moments of one failover on a scale of milliseconds.
 * @param {number[]} offsets From the first moment, which is 0.
 * @param {number} total What the whole width stands for. */
export function scale(offsets, total) {
    const x = offset => (4 + 192 * (total === 0 ? 0 : offset / total)).toFixed(1);
    return svg(
        "svg.scale",
        { viewBox: "0 0 200 14", "aria-hidden": "true", preserveAspectRatio: "none" },
        svg("path", { d: "M4 7H196", class: "axis" }),
        offsets.map(offset => svg("path", { d: `M${x(offset)} 2V12`, class: "tick" })),
    );
}
