/** The page: asks for the token where one is needed, then shows what the gateway says. */

import { Actions } from "./actions.js";
import { get, post, TokenNeeded } from "./api.js";
import { element, html, show } from "./dom.js";
import { Feed } from "./feed.js";
import { forecastPanel } from "./forecast.js";
import { glyph } from "./glyphs.js";
import { instancesPanel } from "./instances.js";
import { noticesOf } from "./notices.js";
import {
    certificatesPanel,
    checksPanel,
    configurationPanel,
    destinationsPanel,
    enginePanel,
    trafficPanel,
} from "./panels.js";
import { changes, verdict } from "./roles.js";
import { timelinePanel } from "./timeline.js";
import { clock, span } from "./words.js";

const second = 1000;
// As many transitions as the gateway itself remembers.
const remembered = 500;
const trafficPeriod = 2 * second;
// Where a browser remembers that it has logged in: the cookie itself is out of reach of scripts, as it should be.
const loginMark = "gateway-login";

const marks = { master: "●", backup: "○", fault: "▲", initialize: "◌", unknown: "–" };

const page = { status: null, heardAt: 0, history: null, forecast: null, forecastOf: null, traffic: null, feed: null };

const actions = new Actions();

/** The gateway's clock, as far as it is known; while the gateway is silent it stands still. */
function now() {
    const since = page.feed?.isStale ? 0 : performance.now() - page.heardAt;
    return Date.parse(page.status.now) + since;
}

function nameOf(address) {
    const node = page.forecast?.nodes.find(one => one.addresses.includes(address));
    return node?.name ?? address;
}

function start() {
    element("login").hidden = true;
    element("main").hidden = false;
    element("logout").hidden = localStorage.getItem(loginMark) === null;
    page.feed = new Feed({ status: onStatus, history: onHistory, stale: onStale, tokenNeeded: askForToken });
    page.feed.start();
}

function onStatus(status) {
    const announcements = changes(page.status, status);
    if (announcements.length > 0) {
        element("announcement").textContent = announcements.join(" ");
    }
    // Another process has another history; so has one that was not heard for a while.
    const isAnother = page.status?.started !== status.started;
    page.status = status;
    page.heardAt = performance.now();
    page.history = isAnother ? null : page.history;
    render();
    if (page.history === null) {
        loadHistory();
    }
    if (isAnother || page.forecastOf !== status.configuration.hash) {
        loadForecast(status.configuration.hash);
    }
    if (isAnother) {
        loadTraffic();
    }
}

function onHistory(entry) {
    const known = page.history ?? [];
    if (!known.some(one => one.id === entry.id)) {
        page.history = [entry, ...known].slice(0, remembered);
        render();
    }
}

function onStale(isStale) {
    document.body.classList.toggle("is-stale", isStale);
    element("stale").hidden = !isStale;
    element("stale").textContent = isStale
        ? `${page.status?.node ?? "The gateway"} has not answered ` +
          `${page.status ? `since ${clock(Date.parse(page.status.now))}` : "yet"}. ` +
          "What stands here may not be true any more; the page goes on trying."
        : "";
    // What happened meanwhile was not told.
    page.history = isStale ? page.history : null;
    render();
}

// What is not known yet, or not offered by this gateway, leaves its panel as it is.
async function load(path, take) {
    try {
        take(await get(path));
        render();
    } catch (problem) {
        if (problem instanceof TokenNeeded) {
            askForToken();
        }
    }
}

// What is told while the answer is under way may be younger than it.
const loadHistory = () =>
    load("/api/history", answer => {
        const known = new Set(answer.map(entry => entry.id));
        page.history = [...(page.history ?? []).filter(entry => !known.has(entry.id)), ...answer];
    });
const loadForecast = hash =>
    load("/api/forecast", answer => {
        [page.forecast, page.forecastOf] = [answer, hash];
    });
const loadTraffic = () =>
    load("/api/traffic", answer => {
        page.traffic = answer;
    });

function render() {
    const status = page.status;
    if (!status) {
        return;
    }
    const time = now();
    const { state, title, detail } = verdict(status, nameOf);
    document.title = `${marks[state]} ${title}`;
    element("node").textContent = status.node;
    element("verdict-title").textContent = title;
    element("verdict-detail").textContent = detail;
    show(element("lamp"), glyph(state));
    const notices = noticesOf(status);
    element("notices").hidden = notices.length === 0;
    show(element("notices"), notices);
    element("lamp").className = `lamp is-${state}`;
    show(
        element("pulse"),
        glyph(page.feed?.isStale ? "silent" : "good"),
        html("span", {}, page.feed?.isStale ? "Stale, as of " : "Live, ", html("time", {}, clock(time))),
    );
    show(element("instances"), instancesPanel(status, time, nameOf));
    show(element("timeline"), timelinePanel(page.history, time, nameOf));
    show(element("forecast"), forecastPanel(page.forecast));
    show(element("checks"), checksPanel(status, time));
    show(element("traffic"), trafficPanel(page.traffic));
    show(element("destinations"), destinationsPanel(status));
    show(element("certificates"), certificatesPanel(status));
    show(element("configuration"), configurationPanel(status, time));
    show(element("engine"), enginePanel(status));
    element("footer").textContent = `Gateway ${status.version}, running for ${span(time - Date.parse(status.started))}`;
    actions.follow(status, nameOf);
}

function askForToken() {
    page.feed?.stop();
    page.feed = null;
    onStale(false);
    localStorage.removeItem(loginMark);
    element("main").hidden = true;
    element("logout").hidden = true;
    element("login").hidden = false;
    element("token").focus();
}

async function logIn(event) {
    event.preventDefault();
    const problem = element("login-problem");
    problem.hidden = true;
    try {
        await post("/api/login", { Authorization: `Bearer ${element("token").value}` });
        localStorage.setItem(loginMark, "");
        element("token").value = "";
        start();
        element("main").focus();
    } catch (refused) {
        problem.textContent = refused.message;
        problem.hidden = false;
        element("token").select();
    }
}

async function logOut() {
    await post("/api/logout");
    location.reload();
}

element("login-form").addEventListener("submit", logIn);
element("logout").addEventListener("click", logOut);
setInterval(render, second);
setInterval(() => {
    if (page.status && page.feed && !document.hidden) {
        loadTraffic();
    }
}, trafficPeriod);
start();
