// The page beside the door: draws what the unit says, and knows no rule of its own.
/** @import { View } from '../view.ts' */
import { showAssist } from './assist.js';

/** @param {string} id @returns {HTMLElement} */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const root = document.documentElement;
const canvas = /** @type {HTMLCanvasElement} */ (element('picture'));
const paint = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { alpha: false }));

/** Nothing came for this long: what is shown is not the present any more. */
const LOST_MS = 12_000;
/** The connection ended and is not back after this long: the unit is gone, and nobody should stand and wait for it. */
const CUT_MS = 3_000;
const STALE_MS = 3_000;

/** @type {View | null} */
let view = null;
/** @type {{ x: number, y: number, width: number, height: number } | null} */
let face = null;
let version = '';
let heardAt = performance.now();
let cutAt = Number.POSITIVE_INFINITY;
let pictureAt = Number.NEGATIVE_INFINITY;
let spoken = 0;
/** The unit's clock less this page's own. */
let clockAhead = 0;

/** @param {string} id @param {string | null} text */
function write(id, text) {
  const target = element(id);
  // Untouched where nothing changed: a screen reader would say it again.
  if (target.textContent !== (text ?? '')) target.textContent = text ?? '';
}

/** @param {View} next */
function show(next) {
  view = next;
  clockAhead = Date.parse(next.clock.now) - Date.now();
  root.lang = next.language;
  root.dataset.theme = next.theme;
  root.dataset.tone = next.tone;
  write('over', next.over);
  write('title', next.title);
  const greeted = next.tone === 'good' || next.tone === 'known';
  write('passing', greeted ? `✓ ${[next.over, next.title].filter(Boolean).join(' ')}` : null);
  write('strong', next.strong);
  write('note', next.note);
  write('door', next.door);
  write('network', next.network.words);
  write('trust', next.clock.zone === null ? null : next.clock.words);
  write('before', next.before.length === 0 ? null : `✓ ${next.before.join(' · ')}`);
  element('network').classList.toggle('waiting', !next.network.connected);
  element('trust').hidden = next.clock.zone === null;
  element('trust').classList.toggle('doubtful', !next.clock.trusted);
  element('status').classList.toggle('none', next.status === null);
  element('status').lastElementChild?.replaceChildren(next.status ?? '');
  element('pictogram').classList.toggle('none', next.picture === null);
  if (next.picture !== null)
    element('pictogram').firstElementChild?.setAttribute('href', `/pictures.svg#${next.picture}`);
  showCountdown(next.countdown);
  showPhone(next.phone);
  tick();
  fitTitle();
  speak(next.say);
}

/** A bar that runs out. @param {View['countdown']} countdown */
function showCountdown(countdown) {
  const bar = element('countdown');
  const key = countdown?.ends ?? '';
  bar.hidden = countdown === null;
  // The one that runs goes on: a view is repeated now and then.
  if (countdown === null || bar.dataset.ends === key) return;
  bar.dataset.ends = key;
  const left = Date.parse(countdown.ends) - Date.now() - clockAhead;
  const fill = /** @type {HTMLElement} */ (bar.firstElementChild);
  fill.style.animation = 'none';
  // Read, so that the browser begins anew.
  void fill.offsetWidth;
  fill.style.animation = `run-out ${countdown.ofMs}ms linear ${left - countdown.ofMs}ms forwards`;
}

/** @param {View['phone']} phone */
function showPhone(phone) {
  const text = phone === null ? '' : `${phone.words} ${phone.address}`;
  const code = document.createElement('b');
  code.textContent = phone?.code.replace(/^(...)/, '$1 ') ?? '';
  element('phone').replaceChildren(...(phone === null ? [] : [text, code]));
}

/** Names of sixty letters are shown whole, in smaller letters. */
function fitTitle() {
  const centre = /** @type {HTMLElement} */ (document.querySelector('.centre'));
  const title = element('title');
  for (const size of [5.6, 4.8, 4, 3.4, 2.8]) {
    title.style.setProperty('--title', String(size));
    const tooHigh = centre.scrollHeight > centre.clientHeight || title.offsetHeight > title.offsetWidth * 0.42;
    if (!tooHigh) return;
  }
}

function tick() {
  if (view === null) return;
  const { zone, zoneName } = view.clock;
  const now = new Date(Date.now() + clockAhead);
  const format = (/** @type {Intl.DateTimeFormatOptions} */ options) =>
    now
      .toLocaleTimeString('en-GB', { ...options, hour: '2-digit', minute: '2-digit', timeZone: zone ?? 'UTC' })
      .replaceAll(':', view?.language === 'id' ? '.' : ':');
  write('clock', zone === null ? null : `${format({ second: '2-digit' })} ${zoneName}`);
  write('time', view.tone === 'idle' && zone !== null ? format({}) : view.time);
}

/** @param {View['say']} say */
function speak(say) {
  if (say === null || say.id === spoken || !('speechSynthesis' in window)) return;
  spoken = say.id;
  const utterance = new SpeechSynthesisUtterance(say.text);
  utterance.lang = root.lang === 'id' ? 'id-ID' : 'en-GB';
  utterance.volume = say.volume;
  if (!speechSynthesis.speaking) return speechSynthesis.speak(utterance);
  // Chromium says nothing of what it is given right after it was interrupted.
  speechSynthesis.cancel();
  setTimeout(() => speechSynthesis.speak(utterance), 80);
}

/** The picture covers its place, so that a part of it may be cut off; the face is found in what is left, mirrored. */
function placeFrame() {
  const frame = element('frame');
  frame.hidden = face === null || canvas.width === 0;
  if (face === null) return;
  const { clientWidth, clientHeight } = canvas;
  const scale = Math.max(clientWidth / canvas.width, clientHeight / canvas.height);
  const [width, height] = [face.width * canvas.width * scale, face.height * canvas.height * scale];
  const middle = (0.5 - (face.x + face.width / 2)) * canvas.width * scale + clientWidth / 2;
  const centre = (face.y + face.height / 2 - 0.5) * canvas.height * scale + clientHeight / 2;
  // Round the head: a detector's box ends at the forehead.
  const [wide, high] = [width * 1.36, height * 1.32];
  Object.assign(frame.style, {
    width: `${wide}px`,
    height: `${high}px`,
    left: `${middle - wide / 2}px`,
    top: `${centre - high / 2 - height * 0.06}px`,
  });
}

/** One picture after the other: who is slow sees fewer of them. */
async function showPictures() {
  for (;;) {
    try {
      const response = await fetch('/picture');
      if (response.status === 200) {
        const bitmap = await createImageBitmap(await response.blob());
        if (canvas.width !== bitmap.width || canvas.height !== bitmap.height) {
          canvas.width = bitmap.width;
          canvas.height = bitmap.height;
        }
        paint.drawImage(bitmap, 0, 0);
        bitmap.close();
        pictureAt = performance.now();
        placeFrame();
      }
    } catch {
      // The unit is gone, or the picture is broken: the next one comes.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}

function watch() {
  const now = performance.now();
  tick();
  root.classList.toggle('stale', now - pictureAt > STALE_MS);
  const lost = element('lost');
  lost.hidden = now - heardAt < LOST_MS && now - cutAt < CUT_MS;
  if (!lost.hidden) lost.textContent = `${view?.lost ?? 'Hadir'}\n${Math.round((now - heardAt) / 1_000)} s`;
}

function listen() {
  const events = new EventSource('/events');
  events.addEventListener('hello', ({ data }) => {
    // Other software serves the page now.
    if (version !== '' && version !== data) location.reload();
    version = data;
  });
  events.addEventListener('view', ({ data }) => {
    heardAt = performance.now();
    cutAt = Number.POSITIVE_INFINITY;
    show(JSON.parse(data));
  });
  events.addEventListener('assist', ({ data }) => showAssist(JSON.parse(data)));
  events.addEventListener('face', ({ data }) => {
    face = JSON.parse(data);
    placeFrame();
  });
  events.addEventListener('error', () => {
    cutAt = Math.min(cutAt, performance.now());
    // It comes back by itself after a lost connection, and gives up after a refusal.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 5_000);
  });
}

addEventListener('resize', () => {
  fitTitle();
  placeFrame();
});
addEventListener('click', ({ target }) => {
  // A button means itself; a tap anywhere else asks for the code of a phone.
  if (target instanceof Element && target.closest('button, .assist') !== null) return;
  void fetch('/phone', { method: 'POST', headers: { 'x-hadir': '1' } }).catch(() => null);
});
setInterval(watch, 500);
document.fonts.ready.then(fitTitle);
void showPictures();
listen();
