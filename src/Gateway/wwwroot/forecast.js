/** What happens if: who takes the addresses over when something fails, how soon, and whether there is a gap. The
 * gateway works it out from the configuration that runs, as `gateway check --explain` does. */

import { html } from "./dom.js";

/** @param {object|null} forecast The answer of `/api/forecast`. */
export function forecastPanel(forecast) {
    if (!forecast || forecast.contests.length === 0) {
        return [html("p.quiet", {}, forecast ? "There are no virtual routers: no address moves." : "Not known yet.")];
    }
    return forecast.contests.map(contest =>
        html(
            "section.contest",
            { "data-key": contest.name },
            html("h3", {}, contest.name, contest.routers.length > 1 ? html("span.quiet", {}, " moves as one") : null),
            html("p", {}, contest.reason),
            contest.blocks.map(block =>
                html(
                    "details",
                    { "data-key": block.title },
                    html("summary", {}, block.title),
                    html(
                        "dl.events",
                        {},
                        block.lines.map(line =>
                            html("div", {}, line.where ? html("dt", {}, line.where) : null, html("dd", {}, line.then)),
                        ),
                    ),
                ),
            ),
        ),
    );
}
