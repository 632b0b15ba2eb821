/** Keeps the page as the gateway is: server-sent events carry the whole status whenever something changes, and every
 * two seconds. When they stay away the page says so, and goes on trying. */

import { get, TokenNeeded } from "./api.js";

// Two words missing: what is on the page may not be true any more.
const patience = 5000;
const retryPeriod = 1000;

export class Feed {
    #heardAt = performance.now();
    #events = null;
    #watch = null;
    #isAsking = false;

    /** @param {{status: Function, history: Function, stale: Function, tokenNeeded: Function}} listener `status` gets
     * each status; `history` each transition; `stale` is told by true and false when the gateway falls silent and when
     * it is back; `tokenNeeded` that somebody must log in, upon which the feed has ended. */
    constructor(listener) {
        this.listener = listener;
        this.isStale = false;
    }

    start() {
        this.#connect();
        this.#watch = setInterval(() => this.#look(), retryPeriod);
    }

    stop() {
        clearInterval(this.#watch);
        this.#events?.close();
        this.#events = null;
    }

    #connect() {
        this.#events?.close();
        const events = (this.#events = new EventSource("/api/events"));
        events.addEventListener("status", event => {
            this.#heardAt = performance.now();
            this.#setStale(false);
            this.listener.status(JSON.parse(event.data));
        });
        events.addEventListener("history", event => this.listener.history(JSON.parse(event.data)));
        events.addEventListener("error", () => this.#ask());
    }

    #look() {
        const silence = performance.now() - this.#heardAt;
        if (silence > patience) {
            this.#setStale(true);
        }
        // Also a connection that looks well, to a machine that is gone.
        if (this.#events?.readyState === EventSource.CLOSED || silence > 2 * patience) {
            this.#heardAt = Math.max(this.#heardAt, performance.now() - patience - 1);
            this.#connect();
        }
    }

    // An event source does not say why it has none: the token may be missing.
    async #ask() {
        if (this.#isAsking) {
            return;
        }
        this.#isAsking = true;
        try {
            await get("/api/status");
        } catch (problem) {
            if (this.#events && problem instanceof TokenNeeded) {
                this.stop();
                this.listener.tokenNeeded();
            } else if (this.#events) {
                this.#setStale(true);
            }
        } finally {
            this.#isAsking = false;
        }
    }

    #setStale(isStale) {
        if (this.isStale !== isStale) {
            this.isStale = isStale;
            this.listener.stale(isStale);
        }
    }
}
