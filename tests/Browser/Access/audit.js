// Looks at the page as it is, and returns what keeps people from using it: one line each.
() => {
    const found = [];
    const isSeen = element => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
    const all = selector => [...document.querySelectorAll(selector)].filter(isSeen);
    const name = element => `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ""} "${(element.textContent ?? "").trim().slice(0, 40)}"`;
    const require = (holds, what) => { if (!holds) found.push(what); };

    const nameOf = element => {
        const labels = (element.getAttribute("aria-labelledby") ?? "").split(" ").filter(id => id)
            .map(id => document.getElementById(id)?.textContent ?? "");
        const label = element.id ? document.querySelector(`label[for="${element.id}"]`)?.textContent : "";
        return [element.getAttribute("aria-label"), ...labels, label, element.textContent].find(text => text?.trim()) ?? "";
    };

    require(document.documentElement.lang === "en", "the document has no language");
    require(document.title.trim().length > 0, "the document has no title");
    require(all("main").length === 1, `${all("main").length} main landmarks are seen`);
    require(document.querySelector("meta[name=viewport]")?.content.includes("width=device-width"), "no viewport for phones");
    require(!document.querySelector("meta[name=viewport]")?.content.includes("user-scalable=no"), "zoom is forbidden");

    for (const control of all("button, input, select, textarea, a[href], summary, dialog[open], [role=region], [role=group]")) {
        require(nameOf(control).trim(), `no name: ${name(control)}`);
    }
    for (const control of all("button, input, a[href], summary")) {
        const { width, height } = control.getBoundingClientRect();
        require(control.tagName === "A" || Math.min(width, height) >= 24, `too small for a finger: ${name(control)} ${width} x ${height}`);
    }
    for (const input of all("input")) {
        require(document.querySelector(`label[for="${input.id}"]`), `no label: ${name(input)}`);
    }
    for (const picture of document.querySelectorAll("svg")) {
        require(picture.getAttribute("aria-hidden") === "true"
            || (picture.getAttribute("role") === "img" && picture.getAttribute("aria-label")),
        `a picture without words: ${picture.outerHTML.slice(0, 80)}`);
    }

    const headings = all("h1, h2, h3, h4, h5, h6").filter(heading => !heading.closest("dialog"));
    require(headings[0]?.tagName === "H1", "the first heading is no h1");
    require(headings.filter(heading => heading.tagName === "H1").length === 1, "there is not one h1");
    headings.reduce((before, heading) => {
        const level = Number(heading.tagName[1]);
        require(level <= before + 1, `a level is left out before ${name(heading)}`);
        require(heading.textContent.trim(), `an empty heading: ${name(heading)}`);
        return level;
    }, 0);

    const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
    ids.filter((id, i) => ids.indexOf(id) !== i).forEach(id => found.push(`two elements are #${id}`));
    for (const attribute of ["aria-labelledby", "aria-describedby"]) {
        for (const element of document.querySelectorAll(`[${attribute}]`)) {
            element.getAttribute(attribute).split(" ").forEach(id =>
                require(document.getElementById(id), `${attribute} of ${name(element)} leads nowhere`));
        }
    }
    for (const link of document.querySelectorAll("a[href^='#']")) {
        require(document.querySelector(link.getAttribute("href")), `${name(link)} leads nowhere`);
    }
    for (const list of all("ul, ol")) {
        require([...list.children].every(child => child.tagName === "LI"), `a list with what is no item: ${name(list)}`);
    }
    for (const list of all("dl")) {
        require(list.querySelector("dd"), `a list without a description: ${name(list)}`);
    }
    for (const cell of all("th")) {
        require(cell.getAttribute("scope"), `a heading of a table without a scope: ${name(cell)}`);
    }
    for (const table of all("table")) {
        require(table.caption?.textContent.trim(), `a table without a caption: ${name(table)}`);
    }
    for (const box of all("*")) {
        const style = getComputedStyle(box);
        require(box.scrollWidth <= box.clientWidth + 1 || !["auto", "scroll"].includes(style.overflowX) || box.tabIndex >= 0,
            `scrolls, but not by the keyboard: ${name(box)}`);
    }

    // WCAG 2 section 1.4.3: contrast of text, from the colours that the browser computed.
    const channels = text => text.match(/[\d.]+/g).map(Number);
    const luminance = ([r, g, b]) => [r, g, b].map(value => value / 255)
        .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
        .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
    const ratio = (a, b) => {
        const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
        return (light + 0.05) / (dark + 0.05);
    };
    const behind = element => {
        for (let current = element; current; current = current.parentElement) {
            const colour = channels(getComputedStyle(current).backgroundColor);
            if (colour.length < 4 || colour[3] === 1) {
                return colour;
            }
        }
        return [255, 255, 255];
    };
    let texts = 0;
    for (const element of all("body *")) {
        const hasText = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
        const style = getComputedStyle(element);
        if (hasText && !(element instanceof SVGElement) && style.clipPath === "none") {
            const size = parseFloat(style.fontSize);
            const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
            const has = ratio(channels(style.color), behind(element));
            texts++;
            require(has >= (isLarge ? 3 : 4.5), `contrast ${has.toFixed(2)}: ${name(element)} in ${style.color}`);
        }
        // Section 1.4.11: of signs.
        if (element.matches("svg.glyph")) {
            const has = ratio(channels(style.color), behind(element.parentElement));
            require(has >= 3, `contrast ${has.toFixed(2)} of the sign ${element.getAttribute("class")}`);
        }
    }
    require(texts > 3, `only ${texts} texts were looked at`);
    return found;
}
