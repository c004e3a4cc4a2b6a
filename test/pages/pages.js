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
const { execFileSync, spawnSync } = require('child_process');

const root = path.resolve(__dirname, '..', '..');
const [canvass, name] = process.argv.slice(2);
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
		const [target, anchor] = link.split('#');
		const file = target ? path.resolve(path.dirname(page.file), decodeURI(target)) : page.file;
		if (!file.startsWith(site) || !fs.existsSync(file) || fs.statSync(file).isDirectory())
			faults.push(`${local(page.file)}: ${link} leads nowhere`);
		else if (anchor && !(anchors.get(file) ?? new Set()).has(anchor))
			faults.push(`${local(page.file)}: ${link} names no place there`);
	}
	return faults;
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
	check('every drawing has words', pages.flatMap((page) => [...page.html.matchAll(/<svg\b[^>]*>/g)]
		.filter(([tag]) => !/role="img"/.test(tag) || !/aria-label(?:ledby)?=/.test(tag))
		.filter(([tag]) => !/aria-hidden="true"/.test(tag))
		.map(([tag]) => `${local(page.file)}: ${tag}`)));
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

// The numbers a page prints with commas: those are votes and ballots.
function printed(html) {
	const text = decode(html.replace(/<(?:style|title)[\s\S]*?<\/[^>]*>/g, ' ').replace(/<[^>]*>/g, ' '));
	return [...text.matchAll(/(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,]*\d)/g)]
		.map(([number]) => Number(number.replace(/,/g, '')));
}

function checkNumbers(pages, files) {
	const known = new Set();
	for (const file of files.filter((f) => f.endsWith('.json')))
		numbersOf(JSON.parse(fs.readFileSync(file, 'utf8')), known);
	check('the numbers are there to download', known.size > 0 ? [] : ['no JSON file']);
	for (const page of pages.filter((p) => path.dirname(p.file) === site))
		check(`every number of ${local(page.file)} stands in a download`,
			[...new Set(printed(page.html))].filter((number) => !known.has(number)));
}

// ---- the print

function run(command, ...args) {
	return spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
}

function checkPrint(pdf, index) {
	const info = run('pdfinfo', pdf).stdout;
	const fonts = run('pdffonts', pdf).stdout.trim().split('\n').slice(2);
	const text = run('pdftotext', '-layout', pdf, '-').stdout;
	const syntax = run('qpdf', '--check', pdf);
	const structure = run('pdfinfo', '-struct', pdf).stdout;
	const heading = decode(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(index)[1].replace(/<[^>]*>/g, '')).trim();
	const squeeze = (s) => s.replace(/\s+/g, '');

	check('the print is tagged', /Tagged:\s+yes/.test(info) ? [] : [info]);
	check('the print has a title', /Title:\s+\S/.test(info) ? [] : [info]);
	check('the print has headings and tables', ['H1', 'Table', 'TR', 'TH', 'TD'].filter((t) => !structure.includes(t)));
	check('the print is sound', syntax.status === 0 ? [] : [syntax.stdout + syntax.stderr]);
	check('the print brings its fonts', fonts.length ? fonts.filter((line) => !/\syes\s+(yes|no)\s+yes\s/.test(line)) : ['no fonts']);
	check('the print answers the question', squeeze(text).includes(squeeze(heading)) ? [] : [`no "${heading}"`]);
	check('the print says what it does not show', /What this does not show/.test(text) ? [] : ['it does not']);
	check('the print has the numbers of the page', (() => {
		const there = new Set(printed(text));
		return [...new Set(printed(index))].slice(0, 12).filter((number) => !there.has(number));
	})());
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

async function axeFaults(tab, axe, where) {
	await tab.evaluate(axe);
	const result = await tab.evaluate(() => window.axe.run(document, {
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
	}));
	return result.violations.flatMap((violation) => violation.nodes.slice(0, 3)
		.map((node) => `${where}: ${violation.id}: ${violation.help}: ${node.html.slice(0, 160)}`));
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
		axed.push(...await axeFaults(tab, axe, where));
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
	execFileSync(canvass, ['demo', name, '--out', site], { stdio: ['ignore', 'ignore', 'inherit'], cwd: work,
		env: { ...process.env, CANVASS_SHARE: root } });

	const files = filesUnder(site);
	const pages = files.filter((file) => file.endsWith('.html'))
		.map((file) => ({ file, html: fs.readFileSync(file, 'utf8') }));
	const prints = files.filter((file) => file.endsWith('.pdf'));

	checkFiles(pages, files);
	checkNumbers(pages, files);
	check('there is a print', prints.length ? [] : ['no PDF']);
	for (const pdf of prints.slice(0, 1))
		checkPrint(pdf, fs.readFileSync(path.join(site, 'index.html'), 'utf8'));
	await inBrowser(onesToOpen(pages));
	console.log(`1..${cases}`);
}

main().catch((error) => {
	check('the test runs to its end', [error.stack]);
	console.log(`1..${cases}`);
	process.exitCode = 1;
}).finally(() => fs.rmSync(work, { recursive: true, force: true }));
