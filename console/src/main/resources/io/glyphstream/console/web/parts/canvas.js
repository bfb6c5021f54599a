import { html, svg } from 'lit';
import { ThemedPart } from './page.js';

/** How far ink reaches from the middle of a stroke, and over what width it fades, in pixels of an image of 28 x 28. */
const REACH = 1.75;
const FADE = 1.15;
const USUAL_SIDE = 28;
const PEN_ERASER = 32;

/**
 * An image to draw in, pixel by pixel as a model sees it: by mouse, touch and pen, or by keys. Tells of changes by the event `drawn`,
 * and by `send` of the key Enter.
 *
 * @property {number} rows
 * @property {number} columns
 * @property {number} channels 1 for ink on paper, 3 for dark ink on white
 */
class DrawingCanvas extends ThemedPart {
  static properties = { rows: { type: Number }, columns: { type: Number }, channels: { type: Number }, cursor: { state: true } };

  constructor() {
    super();
    this.ink = new Float32Array(0);
    this.pens = new Map();
  }

  recolor() {
    this.show();
  }

  willUpdate(changed) {
    if (changed.has('rows') || changed.has('columns') || changed.has('channels')) {
      this.ink = new Float32Array(this.rows * this.columns);
      this.picture = undefined;
      this.cursor = undefined;
    }
  }

  updated() {
    this.show();
  }

  /** Returns the image, pixels in base 64. */
  image() {
    const { rows, columns, channels } = this;
    return { rows, columns, channels, pixels: toBase64(this.bytes()) };
  }

  /** Shows an image; one draws on top of it. */
  take(image) {
    const bytes = Uint8Array.from(atob(image.pixels), (sign) => sign.charCodeAt(0));
    if (this.channels === 1) {
      this.ink = Float32Array.from(bytes, (value) => value / 255);
    } else {
      this.ink.fill(0);
      this.picture = bytes;
    }
    this.changed();
  }

  clear() {
    this.ink.fill(0);
    this.picture = undefined;
    this.changed();
  }

  isEmpty() {
    return !this.picture && this.ink.every((ink) => ink === 0);
  }

  bytes() {
    if (this.channels === 1) {
      return Uint8Array.from(this.ink, (ink) => Math.round(255 * ink));
    }
    const bytes = this.picture ? this.picture.slice() : new Uint8Array(3 * this.ink.length).fill(255);
    this.ink.forEach((ink, pixel) => {
      for (let channel = 0; channel < 3; channel++) {
        bytes[3 * pixel + channel] = Math.round(bytes[3 * pixel + channel] * (1 - ink));
      }
    });
    return bytes;
  }

  /** Puts ink along a line between the middles of two places: soft at the edge, as a pen leaves it. */
  stroke(from, to, erases) {
    const scale = Math.min(this.rows, this.columns) / USUAL_SIDE;
    const reach = Math.max(0.8, REACH * scale);
    const fade = Math.max(0.5, FADE * scale);
    const lengthSquared = (to.x - from.x) ** 2 + (to.y - from.y) ** 2;
    for (let row = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach)); row < Math.min(this.rows, Math.max(from.y, to.y) + reach); row++) {
      for (let column = Math.max(0, Math.floor(Math.min(from.x, to.x) - reach)); column < Math.min(this.columns, Math.max(from.x, to.x) + reach); column++) {
        const x = column + 0.5;
        const y = row + 0.5;
        const along = lengthSquared ? Math.max(0, Math.min(1, ((x - from.x) * (to.x - from.x) + (y - from.y) * (to.y - from.y)) / lengthSquared)) : 0;
        const distance = Math.hypot(x - from.x - along * (to.x - from.x), y - from.y - along * (to.y - from.y));
        const ink = Math.max(0, Math.min(1, (reach - distance) / fade));
        const at = row * this.columns + column;
        this.ink[at] = erases ? Math.min(this.ink[at], 1 - ink) : Math.max(this.ink[at], ink);
      }
    }
  }

  changed() {
    this.show();
    this.dispatchEvent(new Event('drawn'));
  }

  show() {
    const context = this.querySelector('canvas')?.getContext('2d');
    if (!context || !this.ink.length) {
      return;
    }
    const drawn = context.createImageData(this.columns, this.rows);
    const bytes = this.bytes();
    const style = getComputedStyle(this);
    const [paper, ink] = ['--paper', '--ink'].map((name) => color(style.getPropertyValue(name)));
    for (let pixel = 0; pixel < this.ink.length; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        drawn.data[4 * pixel + channel] = this.channels === 3 ? bytes[3 * pixel + channel] : paper[channel] + ((ink[channel] - paper[channel]) * bytes[pixel]) / 255;
      }
      drawn.data[4 * pixel + 3] = 255;
    }
    context.putImageData(drawn, 0, 0);
  }

  place(event) {
    const box = this.querySelector('canvas').getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * this.columns, y: ((event.clientY - box.top) / box.height) * this.rows };
  }

  down(event) {
    if (event.button !== 0 && !(event.buttons & PEN_ERASER)) {
      return;
    }
    event.preventDefault();
    const surface = this.querySelector('canvas');
    surface.focus();
    surface.setPointerCapture(event.pointerId);
    this.cursor = undefined;
    const place = this.place(event);
    this.pens.set(event.pointerId, place);
    this.stroke(place, place, Boolean(event.buttons & PEN_ERASER));
    this.changed();
  }

  /** Browsers gather the movements between two frames: without them fast strokes would have corners. */
  move(event) {
    if (!this.pens.has(event.pointerId)) {
      return;
    }
    const gathered = event.getCoalescedEvents?.() ?? [];
    for (const one of gathered.length ? gathered : [event]) {
      const place = this.place(one);
      this.stroke(this.pens.get(event.pointerId), place, Boolean(event.buttons & PEN_ERASER));
      this.pens.set(event.pointerId, place);
    }
    this.changed();
  }

  up(event) {
    this.pens.delete(event.pointerId);
  }

  key(event) {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const isErasing = event.key === 'Delete' || event.key === 'Backspace';
    if (event.ctrlKey || event.metaKey || event.altKey || !(move || isErasing || event.key === ' ' || event.key === 'Enter')) {
      return;
    }
    event.preventDefault();
    if (isErasing) {
      this.clear();
      return;
    }
    if (event.key === 'Enter') {
      this.dispatchEvent(new Event('send'));
      return;
    }
    const from = this.cursor ?? { x: Math.floor(this.columns / 2), y: Math.floor(this.rows / 2) };
    const to = move
      ? { x: Math.max(0, Math.min(this.columns - 1, from.x + move[0])), y: Math.max(0, Math.min(this.rows - 1, from.y + move[1])) }
      : from;
    this.cursor = to;
    if (!move || event.shiftKey) {
      this.stroke(middle(from), middle(to), false);
      this.changed();
    }
  }

  render() {
    const { rows, columns, cursor } = this;
    const side = Math.min(rows, columns);
    const margin = side / 7;
    return html`<div class="draw-surface">
      <canvas tabindex="0" role="application" aria-label="Drawing" aria-describedby="draw-keys" width=${columns ?? 1} height=${rows ?? 1}
        @pointerdown=${this.down} @pointermove=${this.move} @pointerup=${this.up} @pointercancel=${this.up} @keydown=${this.key}></canvas>
      <svg viewBox="0 0 ${columns ?? 1} ${rows ?? 1}" preserveAspectRatio="none" aria-hidden="true">
        <rect class="draw-guide" x=${margin} y=${margin} width=${columns - 2 * margin} height=${rows - 2 * margin}></rect>
        ${cursor ? svg`<rect class="draw-cursor" x=${cursor.x} y=${cursor.y} width="1" height="1"></rect>` : ''}
      </svg>
    </div>`;
  }
}
customElements.define('gs-canvas', DrawingCanvas);

function middle(place) {
  return { x: place.x + 0.5, y: place.y + 0.5 };
}

function toBase64(bytes) {
  let text = '';
  for (let from = 0; from < bytes.length; from += 8192) {
    text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  }
  return btoa(text);
}

function color(text) {
  const hex = text.trim().slice(1);
  return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
}
