// SPDX-License-Identifier: Apache-2.0
//
// pages.js CANVASS NAME: the site of a demonstration, as its readers get it.
//
// All pages are read as files: their links, their words, what they may not
// contain.  Pages of one kind (the units) look alike, so of each kind the
// first, the last and the longest are opened in a browser: wide, on a phone,
// at 320 px, in print and without scripts.  Speaks TAP.
'use strict';

const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const { spawnSync } = require('child_process');

const root = path.resolve(__dirname, '..', '..');
process.env.CANVASS_SHARE = root;
const canvass = path.resolve(process.argv[2]);
const name = process.argv[3];
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'pages-'));
const site = path.join(work, 'site');
const WIDTHS = [1280, 390, 320];

let cases = 0;

// The case holds if there are no faults; a fault is a sentence.
function check(sentence, faults) {
	cases++;
	console.log(`${faults.length ? 'not ok' : 'ok'} ${cases} - ${name}: ${sentence}`);
	for (const fault of faults.slice(0, 15))
		console.log(`# ${String(fault).replace(/\n/g, '\n# ')}`);
	if (faults.length > 15)
		console.log(`# and ${faults.length - 15} more`);
}

function skipAll(why) {
	console.log(`1..0 # SKIP ${why}`);
	process.exit(0);
}

function filesUnder(dir) {
	return fs.readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
		const full = path.join(dir, entry.name);
		return entry.isDirectory() ? filesUnder(full) : [full];
	}).sort();
}

function decode(text) {
	return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"').replace(/&#39;/g, "'")
		.replace(/&amp;/g, '&');
}

function local(file) {
	return path.relative(site, file);
}

// Pages in one folder are of one kind when there are many of them.
function onesToOpen(pages) {
	const folders = new Map();
	for (const page of pages) {
		const folder = path.dirname(page.file);
		folders.set(folder, [...(folders.get(folder) ?? []), page]);
	}
	return [...folders.values()].flatMap((all) => {
		if (all.length <= 12)
			return all;
		const longest = all.reduce((a, b) => a.html.length >= b.html.length ? a : b);
		return [...new Set([all[0], longest, all[all.length - 1]])];
	});
}

// ---- the pages as files

function brokenLinks(page, anchors) {
	const faults = [];
	for (const [, attribute, raw] of page.html.matchAll(/\s(href|src|xlink:href)="([^"]*)"/g)) {
		const link = decode(raw);
		if (/^(https?|mailto):/.test(link)) {
			if (attribute !== 'href')
				faults.push(`${local(page.file)}: ${link} is not ours`);
			continue;
		}
		const [target, anchor] = link.split('#');	// no target: this page
		const file = target.trim() ? path.resolve(path.dirname(page.file), decodeURI(target)) : page.file;
		if (!file.startsWith(site) || !fs.existsSync(file) || fs.statSync(file).isDirectory())
			faults.push(`${local(page.file)}: ${link} leads nowhere`);
		else if (anchor && !(anchors.get(file) ?? new Set()).has(anchor))
			faults.push(`${local(page.file)}: ${link} names no place there`);
	}
	return faults;
}

// The outermost <svg> tags that a reader who hears the page would come to.
function drawings(page) {
	const html = page.replace(/<(li|span)\b[^>]*aria-hidden="true"[\s\S]*?<\/\1>/g, '');
	const tags = [];
	let depth = 0;
	for (const [tag, close] of html.matchAll(/<(\/?)(?:svg\b|figure\b[^>]*role="img"|div\b[^>]*role="img")[^>]*>/g)) {
		if (!close && depth === 0)
			tags.push(tag);
		depth += close ? -1 : 1;
	}
	return tags.filter((tag) => tag.startsWith('<svg'));
}

function checkFiles(pages, files) {
	const anchors = new Map(pages.map((page) => [page.file,
		new Set([...page.html.matchAll(/\sid="([^"]*)"/g)].map((m) => decode(m[1])))]));
	const linked = new Set(pages.flatMap((page) => [...page.html.matchAll(/\s(?:href|src)="([^"#]*)/g)]
		.map((m) => path.resolve(path.dirname(page.file), decodeURI(decode(m[1]))))));
	const where = (pattern) => pages.filter((page) => pattern.test(page.html)).map((page) => local(page.file));
	const missing = (pattern) => pages.filter((page) => !pattern.test(page.html)).map((page) => local(page.file));

	check('there is a page for each unit and more', pages.length >= 4 ? [] : [`${pages.length} pages`]);
	check('every link leads somewhere', pages.flatMap((page) => brokenLinks(page, anchors)));
	check('every page is reached', pages.filter((page) => local(page.file) !== 'index.html' && !linked.has(page.file))
		.map((page) => local(page.file)));
	check('every page says what it does not show', missing(/What this does not show/));
	check('every page has a strict content policy', missing(/Content-Security-Policy[^>]*default-src (?:&#39;|')none/));
	check('no page has a script', where(/<script|\son[a-z]+="|javascript:/i));
	check('no page has a style of its own', where(/<style|\sstyle="/i));
	check('every page says its language', missing(/<html[^>]* lang="[a-z]{2}/));
	check('every drawing has words', pages.flatMap((page) => drawings(page.html)
		.filter((tag) => !/role="(?:img|group)"/.test(tag) || !/aria-label(?:ledby)?=/.test(tag))
		.filter((tag) => !/aria-hidden="true"/.test(tag))
		.map((tag) => `${local(page.file)}: ${tag}`)));
	check('no page shows what only a program would say', where(/>[^<]*\b(NaN|null|undefined|nan|-?inf|9223372036854775\d{3})\b[^<]*</));
	check('titles tell the pages apart', (() => {
		const titles = pages.map((page) => /<title>([^<]*)/.exec(page.html)?.[1] ?? '');
		return titles.filter((title, i) => !title || titles.indexOf(title) !== i);
	})());
	check('no file is empty', files.filter((file) => fs.statSync(file).size === 0).map(local));
}

// ---- numbers

// Every whole number below a JSON value, as text.
function numbersOf(value, into) {
	if (typeof value === 'number')
		into.add(Math.abs(value));
	else if (typeof value === 'string')
		for (const [text] of value.matchAll(/\d[\d,]*/g))
			into.add(Number(text.replace(/,/g, '')));
	else if (value && typeof value === 'object')
		for (const one of Object.values(value))
			numbersOf(one, into);
	return into;
}

// What stands between the counts of one unit, or of all: every change.
function changesOf(counts, into) {
	const flat = (value, key, found) => {
		if (typeof value === 'number')
			found[key] = value;
		else if (value && typeof value === 'object')
			for (const [name, one] of Object.entries(value))
				flat(one, `${key}.${name}`, found);
		return found;
	};
	const rows = Object.values(counts).map((count) => flat(count, '', {}));
	for (const one of rows)
		for (const other of rows)
			for (const key of Object.keys(one))
				if (key in other)
					into.add(Math.abs(one[key] - other[key]));
}

// The numbers a page prints with commas: those are votes and ballots.  Marks
// of an axis are no figures; a row of "149 counties" is a sum, and so is the
// rest of a list.
function printed(html) {
	const text = decode(html.replace(/<(svg|style|title)\b[\s\S]*?<\/\1>/g, ' ')
		.replace(/<tr\b[^>]*><th\b[^>]*>(?:Other |The other )?\d+ \w+<[\s\S]*?<\/tr>/g, ' ')
		.replace(/<[^>]*>/g, ' ').replace(/and [\d,]+ more/g, ' '));
	return [...text.matchAll(/(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,]*\d)/g)]
		.map(([number]) => Number(number.replace(/,/g, '')));
}

// What the site offers, and what the commands say of the same election.
function everyNumber(files) {
	const known = new Set();
	const said = JSON.parse(run(canvass, 'recount', 'eligibility', `${site}-election`, '--json').stdout);
	numbersOf(said, known);
	numbersOf(JSON.parse(fs.readFileSync(path.join(root, 'data', name, 'election.json'), 'utf8')), known);
	for (const file of files.filter((f) => f.endsWith('.json'))) {
		const data = JSON.parse(fs.readFileSync(file, 'utf8'));
		numbersOf(data, known);
		for (const unit of data.by_unit ?? [])
			changesOf(unit.counts, known);
	}
	return known;
}

function checkNumbers(pages, files) {
	const known = everyNumber(files);

	check('the numbers are there to download', files.some((f) => f.endsWith('.json')) ? [] : ['no JSON file']);
	for (const page of pages.filter((p) => path.dirname(p.file) === site))
		check(`every number of ${local(page.file)} stands in a download`,
			[...new Set(printed(page.html))].filter((number) => !known.has(number)));
	checkUnits(pages, files);
}

// The page of each unit has the votes that the download has for it.
function checkUnits(pages, files) {
	const compare = files.find((file) => file.endsWith('compare.json'));
	const faults = [];

	for (const unit of compare ? JSON.parse(fs.readFileSync(compare, 'utf8')).by_unit : []) {
		const page = pages.find((p) => path.dirname(p.file) !== site &&
			decode(/<h1[^>]*>([^<]*)/.exec(p.html)[1]).startsWith(`${unit.name} `));
		const there = new Set(page ? allNumbers(page.html) : []);
		for (const [count, reported] of Object.entries(unit.counts))
			for (const [choice, { value }] of Object.entries(reported?.votes ?? {}).slice(0, 2))
				if (value !== null && !there.has(value))
					faults.push(`${unit.name}: ${count} ${choice} ${value}${page ? '' : ': no page'}`);
	}
	check('the page of each unit has the votes of the download', compare ? faults : ['no compare.json']);
}

function allNumbers(html) {
	return [...decode(html.replace(/<[^>]*>/g, ' ')).matchAll(/\d[\d,]*/g)]
		.map(([number]) => Number(number.replace(/,/g, '')));
}

// ---- the record

function rowsOf(html) {
	return [...html.matchAll(/<tr(?: class="[^"]*")?><th scope="row"[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row]) => row);
}

function textOf(html) {
	return decode(html.replace(/<[^>]*>/g, ' ').replace(/\u00AD/g, '')).replace(/\s+/g, ' ').trim();
}

// Each act of the log stands on the timeline once, with what came of it.
function faultsOfTimeline(log, html) {
	const rows = new Map(rowsOf(html).map((row) => [Number(/^[\d,]+/.exec(row)[0].replace(/,/g, '')), row]));
	const faults = rows.size === log.length ? [] : [`${rows.size} rows for ${log.length} acts`];

	for (const act of log) {
		const row = rows.get(act.entry) ?? '';
		const text = textOf(row);
		if (act.says && !text.includes(act.says.replace(/\s+/g, ' ').trim()))
			faults.push(`entry ${act.entry} does not say "${act.says}": ${text}`);
		if ((act.outcome === 'refused') !== /Refused ·/.test(text) || (act.outcome === 'request') !== (/class="status/.test(row.split('<td').at(-2)) && !/Refused ·/.test(text)))
			faults.push(`entry ${act.entry} is ${act.outcome}: ${text}`);
	}
	return faults;
}

// Every request with those it was passed on to, every refusal with its code.
function faultsOfRequests(log, html) {
	const faults = [];
	const parts = html.split(/(?= id="entry-)/).slice(1);
	const wanted = log.filter((act) => ['request', 'refused'].includes(act.outcome));

	if (parts.length !== wanted.length)
		faults.push(`${parts.length} lines for ${wanted.length} requests and refusals`);
	for (const act of wanted) {
		const part = parts.find((one) => one.startsWith(` id="entry-${act.entry}"`));
		if (!part || (act.code && !part.includes(act.code)))
			faults.push(`entry ${act.entry}: ${act.code ?? 'request'}`);
		else if (act.outcome === 'request' && !/Passed on: (?:<\/b>)?\s*to /.test(part))
			faults.push(`entry ${act.entry} does not say to whom it went`);
	}
	return faults;
}

function checkRecord(pages) {
	const page = (name) => pages.find((p) => local(p.file) === name)?.html ?? '';
	const said = run(canvass, 'log', 'show', `${site}-election`, '--json');
	const log = JSON.parse(said.stdout || '[]').filter((entry) => entry.outcome !== 'genesis');
	const verify = page('verify.html');
	const certificates = log.filter((act) => act.outcome === 'done' && act.action === 'certification.issue');

	check('the record has acts', log.length ? [] : [said.stderr]);
	check('every act of the log is on the timeline', faultsOfTimeline(log, page('timeline.html')));
	check('every request and refusal is told, with code and addressee', faultsOfRequests(log, page('requests.html')));
	check('every certificate is told with the hash of its entry', [
		...certificates.filter((act) => !page('certificates.html').includes(act.leaf)).map((act) => act.subject),
		...((page('certificates.html').match(/class="cert"/g) ?? []).length === certificates.length ? [] : ['not as many cards']),
	]);
	check('three commands verify it', (verify.match(/<pre[^>]*class="command"|class="command"/g) ?? []).length >= 3 ? [] : ['fewer than three']);
}

// ---- the print

function run(command, ...args) {
	return spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
}

function faultsOfPrint(pdf, html) {
	const info = run('pdfinfo', pdf).stdout;
	const fonts = run('pdffonts', pdf).stdout.trim().split('\n').slice(2);
	const text = run('pdftotext', pdf, '-').stdout;
	const syntax = run('qpdf', '--check', pdf);
	const structure = run('pdfinfo', '-struct', pdf).stdout;
	const heading = decode(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)[1].replace(/<[^>]*>/g, '')).trim();
	const squeeze = (s) => s.replace(/\s+/g, '');
	const there = new Set(printed(text));
	const lost = [...new Set(printed(html))].slice(0, 60).filter((number) => !there.has(number));

	return {
		'is tagged': /Tagged:\s+yes/.test(info) ? [] : [info],
		'has the title of the page': squeeze(info).includes(squeeze(`Title:${heading}`)) ? [] : [info],
		'has headings, and cells in tables': /\bH[12]\b/.test(structure) && (!html.includes('<table') ||
			(structure.includes('Table') && /\bTH\b/.test(structure) && /\bTD\b/.test(structure))) ? [] : [structure.slice(0, 300)],
		'is sound': syntax.status === 0 ? [] : [syntax.stdout + syntax.stderr],
		'brings its fonts': fonts.length ? fonts.filter((line) => !/\syes\s+(yes|no)\s+yes\s/.test(line)) : ['no fonts'],
		'answers the question': squeeze(text).includes(squeeze(heading)) ? [] : [`no "${heading}"`],
		'says what it does not show': /What this does not show/.test(text) ? [] : ['it does not'],
		'has the numbers of the page': lost,
	};
}

// Each page has a print beside it, with the same name.
function checkPrints(pages, prints) {
	const all = new Map();

	check('there is a print', prints.some((pdf) => local(pdf) === 'index.pdf') ? [] : ['no index.pdf']);
	for (const pdf of prints) {
		const page = pages.find((p) => p.file === pdf.replace(/\.pdf$/, '.html'));
		for (const [what, faults] of Object.entries(faultsOfPrint(pdf, page.html)))
			all.set(what, [...(all.get(what) ?? []), ...faults.map((fault) => `${local(pdf)}: ${fault}`)]);
	}
	for (const [what, faults] of all)
		check(`every print ${what}`, faults);
}

// ---- the browser

// Faults of one page, once opened: what it asked for and what it complained of.
function listen(tab, faults, where) {
	tab.on('console', (message) => {
		if (['error', 'warning'].includes(message.type()))
			faults.push(`${where}: ${message.text()}`);
	});
	tab.on('pageerror', (error) => faults.push(`${where}: ${error.message}`));
	tab.on('requestfailed', (request) => faults.push(`${where}: ${request.url()} was refused`));
	tab.on('request', (request) => {
		if (!/^(file:|data:|http:\/\/127\.0\.0\.1:)/.test(request.url()))
			faults.push(`${where}: asks for ${request.url()}`);
	});
}

// Contrast costs as much as all else together: it is measured at both ends.
async function axeFaults(tab, axe, where, width) {
	await tab.evaluate(axe);
	const violations = await tab.evaluate(async (contrast) => (await window.axe.run(document, {
		preload: false,
		resultTypes: ['violations'],
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
		rules: { 'color-contrast': { enabled: contrast } },
	})).violations.map(({ id, help, nodes }) => ({ id, help, html: nodes.map((node) => node.html) })),
	width === WIDTHS.at(0) || width === WIDTHS.at(-1));
	return violations.flatMap(({ id, help, html }) => html.slice(0, 3)
		.map((tag) => `${where}: ${id}: ${help}: ${tag.slice(0, 160)}`));
}

const tooWide = () => {
	const wide = document.documentElement.scrollWidth - window.innerWidth;
	if (wide <= 0)
		return '';
	const culprit = [...document.querySelectorAll('main *')].find((element) =>
		element.getBoundingClientRect().right > window.innerWidth + 1 && !element.closest('.scroll'));
	return `${wide} px too wide: ${culprit ? culprit.outerHTML.slice(0, 120) : ''}`;
};

async function atWidth(browser, pages, width, axe) {
	const context = await browser.newContext({ viewport: { width, height: 900 } });
	const [axed, wide, noise] = [[], [], []];

	for (const page of pages) {
		const tab = await context.newPage();
		const where = local(page.file);
		listen(tab, noise, where);
		await tab.goto(`file://${page.file}`);
		const over = await tab.evaluate(tooWide);
		if (over)
			wide.push(`${where}: ${over}`);
		axed.push(...await axeFaults(tab, axe, where, width));
		await tab.close();
	}
	await context.close();
	check(`at ${width} px axe finds nothing`, axed);
	check(`at ${width} px no page scrolls sideways`, wide);
	check(`at ${width} px the browser does not complain`, noise);
}

async function onPaper(browser, pages) {
	const context = await browser.newContext({ viewport: { width: 720, height: 960 } });
	const faults = [];

	for (const page of pages) {
		const tab = await context.newPage();
		await tab.goto(`file://${page.file}`);
		await tab.emulateMedia({ media: 'print' });
		const said = await tab.evaluate(() => {
			const shown = (e) => e && e.getClientRects().length > 0;
			const limits = [...document.querySelectorAll('h2, h3, strong')]
				.find((e) => e.textContent.includes('What this does not show'));
			const nav = [...document.querySelectorAll('nav')].filter(shown);
			return [!shown(document.querySelector('h1')) && 'no heading',
				!shown(limits) && 'no limits',
				nav.length && 'navigation is printed',
				document.documentElement.scrollWidth > window.innerWidth && 'too wide for the paper',
			].filter(Boolean);
		});
		faults.push(...said.map((fault) => `${local(page.file)}: ${fault}`));
		await tab.close();
	}
	await context.close();
	check('pages print without navigation and without loss', faults);
}

async function withoutScripts(browser, pages) {
	const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
	const faults = [];

	for (const page of pages) {
		const tab = await context.newPage();
		await tab.goto(`file://${page.file}`);
		const text = await tab.locator('main').innerText();
		if (text.length < 200 || !text.includes('What this does not show'))
			faults.push(local(page.file));
		await tab.close();
	}
	await context.close();
	check('pages say the same without scripts', faults);
}

async function byKeyboard(browser, index) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
	const tab = await context.newPage();
	const active = () => tab.evaluate(() => document.activeElement.outerHTML.slice(0, 120));
	const ring = () => tab.evaluate(() => {
		const style = getComputedStyle(document.activeElement);
		return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
	});
	const faults = [];

	await tab.goto(`file://${index}`);
	await tab.keyboard.press('Tab');
	if (!/href="#/.test(await active()))
		faults.push(`the first stop is ${await active()}`);
	for (let stops = 0; stops < 25; stops++) {
		if (!await ring())
			faults.push(`no focus ring: ${await active()}`);
		await tab.keyboard.press('Tab');
		if (await tab.evaluate(() => document.activeElement === document.body))
			break;
	}
	await context.close();
	check('the keyboard goes everywhere, and one sees where', faults);
}

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml',
	'.woff2': 'font/woff2', '.ttf': 'font/ttf', '.json': 'application/json', '.csv': 'text/csv', '.pdf': 'application/pdf' };

// The same from a web server that sends the policy as a header.
async function fromServer(browser) {
	const server = http.createServer((request, response) => {
		const file = path.join(site, decodeURI(request.url.split('?')[0]).replace(/\/$/, '/index.html'));
		if (!file.startsWith(site) || !fs.existsSync(file)) {
			response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end();
			return;
		}
		response.writeHead(200, {
			'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream',
			'Content-Security-Policy': "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'",
		});
		response.end(fs.readFileSync(file));
	});
	await new Promise((done) => server.listen(0, '127.0.0.1', done));
	const tab = await browser.newPage();
	const faults = [];
	listen(tab, faults, 'served');
	await tab.goto(`http://127.0.0.1:${server.address().port}/`);
	if (await tab.evaluate(() => document.fonts.ready.then(() => document.styleSheets.length)) === 0)
		faults.push('no style sheet was read');
	await tab.close();
	server.close();
	check('a web server with a strict policy serves it too', faults);
}

function findBrowser() {
	const known = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
	return known.find((file) => file && fs.existsSync(file));
}

async function inBrowser(pages) {
	const { chromium } = require(path.join(root, 'node_modules', 'playwright-core'));
	const axe = fs.readFileSync(path.join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
	const browser = await chromium.launch({ executablePath: findBrowser(),
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'] });

	try {
		for (const width of WIDTHS)
			await atWidth(browser, pages, width, axe);
		await onPaper(browser, pages);
		await withoutScripts(browser, pages);
		await byKeyboard(browser, path.join(site, 'index.html'));
		await fromServer(browser);
	} finally {
		await browser.close();
	}
}

async function main() {
	if (!findBrowser())
		skipAll('no chromium here; tools/setup test installs it');
	if (!fs.existsSync(path.join(root, 'node_modules', 'axe-core')))
		skipAll('no axe-core here; tools/setup test installs it');
	const told = spawnSync(canvass, ['demo', name, '--out', site], { encoding: 'utf8', cwd: work, maxBuffer: 1 << 28 });
	check('the demonstration ends well', told.status === 0 ? [] : [`status ${told.status}: ${told.stderr}`]);

	const files = filesUnder(site);
	const pages = files.filter((file) => file.endsWith('.html'))
		.map((file) => ({ file, html: fs.readFileSync(file, 'utf8') }));
	const prints = files.filter((file) => file.endsWith('.pdf'));

	checkFiles(pages, files);
	checkNumbers(pages, files);
	checkRecord(pages);
	checkPrints(pages, prints);
	await inBrowser(onesToOpen(pages));
	console.log(`1..${cases}`);
}

main().catch((error) => {
	check('the test runs to its end', [error.stack]);
	console.log(`1..${cases}`);
	process.exitCode = 1;
}).finally(() => fs.rmSync(work, { recursive: true, force: true }));
