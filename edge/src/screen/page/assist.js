// The dialogue with a supervisor: draws what the unit says, posts what is tapped, and knows no rule of its own.
/** @import { AssistAction } from '../../assistance/assist-action.ts' */
/** @import { AssistChoice, AssistDialogueView, AssistView } from '../assist-view.ts' */

/** @param {string} id @returns {HTMLElement} */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const PIN_LENGTH = 6;
const CARD_LENGTH = 26;
const KEYS = {
  pin: ['123', '456', '789', '<0'],
  card: ['0123456789', 'ABCDEFGHJK', 'MNPQRSTVWX', 'YZ<'],
  text: ['1234567890', 'QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM_<'],
};

/** @type {AssistDialogueView | null} */
let dialogue = null;
let typed = '';
/** The step and the keys that are drawn: they stay where they are while only words change. */
let drawn = '';

/** @param {AssistAction} action */
function post(action) {
  const headers = { 'x-hadir': '1', 'content-type': 'application/json' };
  void fetch('/assist', { method: 'POST', headers, body: JSON.stringify(action) }).catch(() => null);
}

/** @param {AssistView} view */
export function showAssist(view) {
  const button = element('assist-button');
  button.hidden = view.button === null;
  button.textContent = view.button?.label ?? '';
  button.toggleAttribute('disabled', view.button?.free === false);
  const before = dialogue;
  dialogue = view.dialogue;
  const panel = element('assist');
  panel.hidden = dialogue === null;
  document.documentElement.classList.toggle('assisted', dialogue !== null);
  if (dialogue === null) {
    typed = '';
    drawn = '';
    return;
  }
  // What was typed wrong is typed anew.
  const failed = dialogue.tone === 'refused' && before?.tone !== 'refused' && dialogue.keys !== 'text';
  if (before?.step !== dialogue.step || failed) typed = dialogue.typed;
  panel.dataset.tone = dialogue.tone;
  panel.dataset.step = dialogue.step;
  panel.dataset.keys = dialogue.keys ?? 'none';
  write('assist-title', dialogue.title);
  // Whoever was found needs the room.
  const found = dialogue.keys === 'text' && dialogue.choices.length > 0 && dialogue.tone !== 'refused';
  write('assist-note', found ? null : dialogue.note);
  write('assist-left', dialogue.secondsLeft === null ? '' : `${dialogue.secondsLeft} s`);
  element('assist-picture').classList.toggle('none', dialogue.picture === null);
  if (dialogue.picture !== null)
    element('assist-picture').firstElementChild?.setAttribute('href', `/pictures.svg#${dialogue.picture}`);
  write('assist-back', dialogue.back);
  element('assist-back').hidden = dialogue.back === null;
  write('assist-close', dialogue.close);
  drawChoices(dialogue.choices);
  drawKeys(dialogue);
  showTyped();
}

/** @param {string} id @param {string | null} text */
function write(id, text) {
  const target = element(id);
  if (target.textContent !== (text ?? '')) target.textContent = text ?? '';
}

/** @param {readonly AssistChoice[]} choices */
function drawChoices(choices) {
  const list = element('assist-choices');
  const text = JSON.stringify(choices);
  if (list.dataset.drawn === text) return;
  list.dataset.drawn = text;
  list.replaceChildren(...choices.map(drawChoice));
}

/** @param {AssistChoice} choice */
function drawChoice({ label, detail, picture, strong, action }) {
  const button = document.createElement('button');
  button.type = 'button';
  button.classList.toggle('strong', strong);
  if (picture !== null) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    use.setAttribute('href', `/pictures.svg#${picture}`);
    svg.setAttribute('aria-hidden', 'true');
    svg.append(use);
    button.append(svg);
  }
  const words = document.createElement('span');
  words.textContent = label;
  if (detail !== null) {
    const small = document.createElement('small');
    small.textContent = detail;
    words.append(small);
  }
  button.append(words);
  button.addEventListener('click', () => post(action));
  return button;
}

/** @param {AssistDialogueView} view */
function drawKeys({ keys, keyWords }) {
  const board = element('assist-keys');
  board.hidden = keys === null;
  if (drawn === String(keys)) return;
  drawn = String(keys);
  const rows = keys === null ? [] : KEYS[keys];
  board.replaceChildren(
    ...rows.map((row) => {
      const line = document.createElement('div');
      for (const key of row) {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = key === '<' ? '⌫' : key === '_' ? keyWords.space : key;
        if (key === '<') button.setAttribute('aria-label', keyWords.erase);
        if (key === '_') button.className = 'space';
        button.addEventListener('click', () => press(key === '_' ? ' ' : key));
        line.append(button);
      }
      return line;
    }),
  );
}

/** @param {string} key one symbol, `<` erases */
function press(key) {
  if (dialogue === null || dialogue.keys === null) return;
  typed = key === '<' ? typed.slice(0, -1) : typed + key;
  if (dialogue.keys === 'text') post({ do: 'type', text: typed });
  else if (dialogue.keys === 'pin' && typed.length >= PIN_LENGTH) send({ do: 'pin', pin: typed.slice(0, PIN_LENGTH) });
  else if (dialogue.keys === 'card' && typed.length >= CARD_LENGTH) send({ do: 'card', typed });
  showTyped();
}

/** Nothing of a secret stays on the page once it is sent. @param {AssistAction} action */
function send(action) {
  post(action);
  typed = '';
}

function showTyped() {
  const keys = dialogue?.keys ?? null;
  const dots = '●'.repeat(typed.length) + '○'.repeat(Math.max(0, PIN_LENGTH - typed.length));
  const groups = typed.match(/.{1,5}/g)?.join(' ') ?? '';
  write('assist-typed', keys === null ? '' : keys === 'pin' ? dots : keys === 'card' ? groups : typed);
}

/** For a door with a keyboard. @param {KeyboardEvent} event */
function pressOwnKey(event) {
  if (dialogue === null || dialogue.keys === null || event.ctrlKey || event.altKey || event.metaKey) return;
  const key = event.key === 'Backspace' ? '<' : event.key.length === 1 ? event.key.toUpperCase() : '';
  const takes = dialogue.keys === 'pin' ? /^[0-9<]$/ : /^[0-9A-Z< ]$/;
  if (!takes.test(key)) return;
  event.preventDefault();
  press(key);
}

element('assist-button').addEventListener('click', () => post({ do: 'open' }));
element('assist-back').addEventListener('click', () => post({ do: 'back' }));
element('assist-close').addEventListener('click', () => post({ do: 'close' }));
addEventListener('keydown', pressOwnKey);
