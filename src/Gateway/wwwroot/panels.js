/** What the machine runs besides VRRP: checks, destinations, certificates, traffic, configuration. */

import { resultStrip, trend } from "./charts.js";
import { fact, html } from "./dom.js";
import { glyph, word } from "./glyphs.js";
import { age, amount, counted, day, moment, percent, span } from "./words.js";

// What the gateway remembers of each check.
const results = 20;

/** A certificate should have been renewed with so many days left. */
export const renewalDays = 14;

const none = text => [html("p.quiet", {}, text)];

/** @param {object} status The answer of `/api/status`. */
export function checksPanel(status, now) {
    if (status.checks.length === 0) {
        return none("There are no health checks.");
    }
    return [
        html(
            "ul.lines",
            {},
            status.checks.map(check =>
                html(
                    "li.check",
                    { "data-key": check.name },
                    html("p.head", {}, html("b", {}, check.name), word(...stateOf(check))),
                    resultStrip(
                        check.history.map(run => ({
                            isGood: run.demotionPercent < 100,
                            isDegraded: run.demotionPercent > 0,
                            milliseconds: run.milliseconds,
                        })),
                        results,
                    ),
                    html("p.quiet.said", {}, check.text ?? "no result yet"),
                    html(
                        "p.quiet.number",
                        {},
                        check.milliseconds === null ? "" : `${span(check.milliseconds)}, `,
                        `for ${span(now - Date.parse(check.since))}`,
                    ),
                ),
            ),
        ),
    ];
}

const stateOf = check =>
    check.state === "Unknown"
        ? ["unknown", "no result"]
        : check.state === "Down"
          ? ["bad", "fails"]
          : check.demotionPercent > 0
            ? ["degraded", `${check.demotionPercent} % ill`]
            : ["good", "good"];

/** @param {object} status The answer of `/api/status`. */
export function destinationsPanel(status) {
    if (status.clusters.length === 0 && status.streams.length === 0) {
        return none("Nothing is forwarded: there are no clusters and no streams.");
    }
    return [
        ...status.clusters.map(cluster =>
            group(cluster, "", destination => [
                html("p.head", {}, html("b", {}, destination.name), word(...healthOf(destination, destination.active))),
                html("p.address.quiet", {}, destination.address),
                html("p.quiet.number", {}, `${counted(destination.requests, "request")} under way`),
                sayings(destination),
            ]),
        ),
        ...status.streams.map(stream =>
            group(stream, "stream ", destination => [
                html("p.head", {}, html("b", {}, destination.name), word(...healthOf(destination, destination.health))),
                html(
                    "p.quiet.number",
                    {},
                    `${counted(destination.connections, "connection")} open, ${destination.total} in all`,
                ),
                destination.healthy ? null : html("p.reason", {}, destination.health.text),
            ]),
        ),
    ];
}

// A cluster or a stream.
const group = (one, kind, describe) =>
    html(
        "section.cluster",
        { "data-key": kind + one.name },
        html(
            "h3",
            {},
            kind + one.name,
            html("span.quiet", {}, ` ${one.healthy} of ${one.destinations.length} serve`),
        ),
        html(
            "ul.lines",
            {},
            one.destinations.map(destination =>
                html(
                    "li.destination",
                    { "data-key": destination.name },
                    describe(destination),
                    drainButton(`${one.name}/${destination.name}`, destination.drained),
                ),
            ),
        ),
    );

// Several are alike to the eye: who only hears them is told of which.
const drainButton = (target, isDrained) =>
    html(
        "button.small",
        {
            type: "button",
            "data-action": isDrained ? "undrain" : "drain",
            "data-target": target,
            "aria-label": `${isDrained ? "Undrain" : "Drain"} ${target}…`,
        },
        isDrained ? "Undrain…" : "Drain…",
    );

const healthOf = (destination, probes) =>
    destination.drained
        ? ["silent", "drained"]
        : !destination.healthy
          ? ["bad", "ill"]
          : probes.health === "Healthy"
            ? ["good", "healthy"]
            : ["unknown", "not probed"];

const sayings = destination =>
    [
        ["probes", destination.active],
        ["requests", destination.passive],
    ]
        .filter(([, health]) => health.health === "Unhealthy")
        .map(([who, health]) => html("p.reason", {}, `${who}: ${health.text || "ill"}`));

/** @param {object} status The answer of `/api/status`. */
export function certificatesPanel(status) {
    if (status.certificates.length === 0) {
        return none("There are no certificates.");
    }
    return [
        html(
            "ul.lines",
            {},
            status.certificates.map(certificate =>
                html(
                    "li.certificate",
                    { "data-key": certificate.source + certificate.names },
                    html("p.head", {}, html("b", {}, certificate.names.join(", ")), word(...validityOf(certificate))),
                    html("p.quiet.address", {}, certificate.source),
                    html("p.quiet.number", {}, `until ${day(Date.parse(certificate.notAfter))}`),
                ),
            ),
        ),
    ];
}

const validityOf = certificate =>
    certificate.days < 0
        ? ["bad", "expired"]
        : certificate.days < renewalDays
          ? ["warning", `${counted(certificate.days, "day")} left`]
          : ["good", `${counted(certificate.days, "day")} left`];

/** @param {object|null} traffic The answer of `/api/traffic`. */
export function trafficPanel(traffic) {
    if (!traffic) {
        return none("No figures yet.");
    }
    const of = key => traffic.slices.map(slice => slice[key]);
    const figure = (name, value, unit, key, text) =>
        html(
            "div.figure",
            {},
            html("dt", {}, name),
            html("dd", {}, html("span.value", {}, value), unit ? html("span.unit", {}, ` ${unit}`) : null),
            html("dd.picture", {}, trend(of(key), traffic.slices.length, text)),
        );
    return [
        html(
            "dl.figures",
            {},
            figure(
                "Requests",
                amount(traffic.requestsPerSecond),
                "/s",
                "requests",
                "requests over the last two minutes",
            ),
            figure(
                "Server errors",
                percent(traffic.errorShare),
                null,
                "errors",
                "answers with 5xx over the last two minutes",
            ),
            figure(
                "Median",
                milliseconds(traffic.medianMilliseconds),
                null,
                "medianMilliseconds",
                "median latency over the last two minutes",
            ),
            figure(
                "99th percentile",
                milliseconds(traffic.p99Milliseconds),
                null,
                "p99Milliseconds",
                "latency of the slowest hundredth over the last two minutes",
            ),
        ),
        html(
            "p.quiet",
            {},
            `${counted(traffic.active, "request")} under way; figures of the last 10 s, curves of 2 min`,
        ),
    ];
}

const milliseconds = value => (value === null ? "–" : span(value));

/** @param {object} status The answer of `/api/status`. */
export function configurationPanel(status, now) {
    const { path, loaded, hash, rejected } = status.configuration;
    const running = html(
        "dl.facts",
        {},
        fact("File", html("span.address", {}, path)),
        fact("Runs since", moment(Date.parse(loaded), now)),
        fact("Fingerprint", html("span.address", {}, hash.slice(0, 12))),
        fact("Listens on", status.listeners.map(one => one.address).join(", ") || "nothing"),
    );
    if (!rejected) {
        return [html("p", {}, word("good", "The files are what runs.")), running];
    }
    return [
        html(
            "div.refused",
            { role: "group", "aria-label": "Refused configuration" },
            html(
                "p.warning",
                {},
                glyph("fault"),
                html(
                    "span",
                    {},
                    `The files were refused ${age(now - Date.parse(rejected.at))} with ` +
                        `${counted(rejected.errors.length, "error")}. Nothing has changed: what ran before goes on.`,
                ),
            ),
            html(
                "ol.errors",
                {},
                rejected.errors.map(error =>
                    html(
                        "li",
                        {},
                        html("span.address", {}, where(error)),
                        html("span", {}, `${error.path ? `${error.path}: ` : ""}${error.message}`),
                    ),
                ),
            ),
        ),
        running,
    ];
}

const where = error => (error.line > 0 ? `${error.file}:${error.line}:${error.column}` : error.file);

/** @param {object} status The answer of `/api/status`. */
export function enginePanel(status) {
    const late = status.lateness;
    const dropped = status.instances.reduce((total, one) => total + one.counters.dropped, 0);
    return [
        html(
            "dl.facts",
            {},
            fact("Lateness, 99 of 100", span(late.p99Milliseconds)),
            fact("Latest ever", span(late.longestMilliseconds)),
            fact("Thread", late.realTime ? "real-time" : "not real-time"),
            fact("Packets discarded", String(dropped)),
            late.lostEvents > 0 ? fact("Events lost", String(late.lostEvents)) : null,
        ),
    ];
}
