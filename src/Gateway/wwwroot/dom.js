/** Makes elements, and changes a page into another without losing focus, selection or what is unfolded. Text goes in by
 * textContent alone: what the gateway says is never markup. */

const svgNamespace = "http://www.w3.org/2000/svg";

/** An element of HTML.
 * @param {string} name The tag, with classes behind dots: `td.number`.
 * @param {object} attributes By name; null, undefined and false leave one out, true sets it empty.
 * @param {...(Node|string|number|null|Array)} children Text for what is no node; null for nothing. */
export const html = (name, attributes, ...children) =>
    build(tag => document.createElement(tag), name, attributes, children);

/** An element of SVG, likewise. */
export const svg = (name, attributes, ...children) =>
    build(tag => document.createElementNS(svgNamespace, tag), name, attributes, children);

function build(create, name, attributes, children) {
    const [tag, ...classes] = name.split(".");
    const element = create(tag);
    if (classes.length > 0) {
        element.setAttribute("class", classes.join(" "));
    }
    for (const [key, value] of Object.entries(attributes ?? {})) {
        if (value !== null && value !== undefined && value !== false) {
            element.setAttribute(key, value === true ? "" : value);
        }
    }
    element.append(
        ...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false),
    );
    return element;
}

/** The element of the page with that id. */
export const element = id => document.getElementById(id);

/** A line of a list of facts: its name, and what it is. */
export const fact = (name, value) => html("div", {}, html("dt", {}, name), html("dd", {}, value));

/** Gives an element these children, and keeps those that are the same already. */
export function show(target, ...children) {
    const fresh = document.createElement("div");
    fresh.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined));
    morphChildren(target, fresh);
}

function morphChildren(old, fresh) {
    const wanted = [...fresh.childNodes];
    wanted.forEach((next, i) => {
        const current = old.childNodes[i];
        if (!current) {
            old.append(next);
        } else if (!isSameKind(current, next)) {
            current.replaceWith(next);
        } else if (next.nodeType === Node.TEXT_NODE) {
            if (current.data !== next.data) {
                current.data = next.data;
            }
        } else {
            morph(current, next);
        }
    });
    while (old.childNodes.length > wanted.length) {
        old.lastChild.remove();
    }
}

// A key names what an element is about: another key, another element.
const isSameKind = (a, b) =>
    a.nodeName === b.nodeName &&
    (a.nodeType !== Node.ELEMENT_NODE || a.getAttribute("data-key") === b.getAttribute("data-key"));

function morph(old, fresh) {
    for (const { name } of [...old.attributes]) {
        // Whoever has unfolded something keeps it so.
        if (!fresh.hasAttribute(name) && name !== "open") {
            old.removeAttribute(name);
        }
    }
    for (const { name, value } of fresh.attributes) {
        if (old.getAttribute(name) !== value) {
            old.setAttribute(name, value);
        }
    }
    morphChildren(old, fresh);
}
