import { html, nothing, svg } from 'lit';
import { Part } from './page.js';
import { count, foreign } from './text.js';

const SUMS = 60;
/** So wide are the cells of few classes together, and so wide is one of them at most. */
const FEW_CELLS = 400;
const WIDEST_CELL = 100;
/** A number has room in it. */
const SMALLEST_CELL = 40;
/** Numbers in more cells than these could not be read. */
const MOST_WITH_NUMBERS = 16;
/** So wide are the cells of more classes than that together. */
const ALL_CELLS = 480;
/** So much room a label takes; where cells are smaller, some classes have none. */
const LABEL = 18;
/** Longer names are cut. */
const LONGEST_NAME = 14;
const LETTER = 7.2;

/**
 * A confusion matrix as a heat map. Mistakes are scaled by themselves, so that a few of them are seen beside thousands of right answers.
 * Arrows move; a cell is opened by a click or Enter: event `open` with `{truth, answer}`.
 *
 * @property {object} report `{classes, confusion, classNames}`
 */
class Matrix extends Part {
  static properties = { report: { attribute: false }, at: { state: true } };

  constructor() {
    super();
    this.at = { truth: 0, answer: 0 };
  }

  value(truth, answer) {
    return this.report.confusion[truth * this.report.classes + answer];
  }

  move(event) {
    const last = this.report.classes - 1;
    const { truth, answer } = this.at;
    const steps = {
      ArrowUp: { truth: Math.max(0, truth - 1), answer },
      ArrowDown: { truth: Math.min(last, truth + 1), answer },
      ArrowLeft: { truth, answer: Math.max(0, answer - 1) },
      ArrowRight: { truth, answer: Math.min(last, answer + 1) },
      Home: { truth, answer: 0 },
      End: { truth, answer: last },
    };
    if (steps[event.key]) {
      this.at = steps[event.key];
      event.preventDefault();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.open();
    }
  }

  /** The cell under the pointer. */
  point(event) {
    const box = this.querySelector('svg').getBoundingClientRect();
    const scale = this.width() / box.width;
    const cell = this.cell();
    const answer = Math.floor(((event.clientX - box.left) * scale - this.left()) / cell);
    const truth = Math.floor(((event.clientY - box.top) * scale - this.top()) / cell);
    const { classes } = this.report;
    if (answer < 0 || truth < 0 || answer >= classes || truth >= classes) {
      return false;
    }
    this.at = { truth, answer };
    return true;
  }

  open() {
    this.dispatchEvent(new CustomEvent('open', { detail: this.at }));
  }

  cell() {
    const { classes } = this.report;
    return classes > MOST_WITH_NUMBERS ? ALL_CELLS / classes : Math.min(WIDEST_CELL, Math.max(FEW_CELLS / classes, SMALLEST_CELL));
  }

  isNamed() {
    return this.report.classNames.length > 0;
  }

  /** How long the longest name at the edge is. */
  longest() {
    return LETTER * Math.max(...this.report.classNames.map((_, label) => this.edgeName(label).length));
  }

  left() {
    return this.isNamed() ? 36 + this.longest() : 64;
  }

  top() {
    return this.isNamed() ? 36 + this.longest() * Math.SQRT1_2 : 44;
  }

  width() {
    return this.left() + this.report.classes * this.cell() + SUMS;
  }

  name(label) {
    const name = this.report.classNames[label];
    return name ? foreign(name) : String(label);
  }

  /** With its number, a name that is cut can be told from another one that begins alike. */
  edgeName(label) {
    return this.isNamed() ? shortened(`${label} ${this.name(label)}`, LONGEST_NAME) : String(label);
  }

  described() {
    const { truth, answer } = this.at;
    const images = Array.from({ length: this.report.classes }, (_, column) => this.value(truth, column)).reduce((sum, one) => sum + one, 0);
    const cell = this.value(truth, answer);
    const share = images ? ` of ${count(images)} (${((100 * cell) / images).toFixed(2)} %)` : '';
    const what = truth === answer ? `${this.name(truth)} answered right` : `${this.name(truth)} answered as ${this.name(answer)}`;
    return `${what}: ${count(cell)}${share}`;
  }

  heat() {
    const { classes, confusion } = this.report;
    let mostRight = 1;
    let mostWrong = 1;
    confusion.forEach((value, at) => {
      if (at % (classes + 1) === 0) {
        mostRight = Math.max(mostRight, value);
      } else {
        mostWrong = Math.max(mostWrong, value);
      }
    });
    const right = [];
    const wrong = [];
    const side = this.cell();
    const gap = side > 12 ? 1 : 0.25;
    confusion.forEach((value, at) => {
      if (value === 0) {
        return;
      }
      const truth = Math.floor(at / classes);
      const answer = at % classes;
      const strength = truth === answer ? value / mostRight : 0.1 + 0.9 * Math.sqrt(value / mostWrong);
      const cell = svg`<rect x=${this.left() + answer * side + gap} y=${this.top() + truth * side + gap} width=${side - 2 * gap} height=${side - 2 * gap} rx=${side / 13} fill-opacity=${strength.toFixed(3)}></rect>`;
      (truth === answer ? right : wrong).push(cell);
    });
    return svg`<g class="matrix-right">${right}</g><g class="matrix-wrong">${wrong}</g>`;
  }

  numbers() {
    const { classes, confusion } = this.report;
    const side = this.cell();
    if (classes > MOST_WITH_NUMBERS) {
      return nothing;
    }
    return confusion.map((value, at) =>
      value === 0
        ? nothing
        : svg`<text x=${this.left() + ((at % classes) + 0.5) * side} y=${this.top() + (Math.floor(at / classes) + 0.5) * side + 4} text-anchor="middle" class="matrix-number">${compact(value)}</text>`,
    );
  }

  edges() {
    const { classes, confusion } = this.report;
    const labels = Array.from({ length: classes }, (_, label) => label);
    const row = (truth) => labels.reduce((sum, answer) => sum + confusion[truth * classes + answer], 0);
    const column = (answer) => labels.reduce((sum, truth) => sum + confusion[truth * classes + answer], 0);
    const side = this.cell();
    const bottom = this.top() + classes * side;
    const right = this.left() + classes * side;
    const isNamed = this.isNamed();
    const step = Math.ceil(LABEL / side);
    return labels.filter((label) => label % step === 0).map((label) => {
      const middle = this.left() + (label + 0.5) * side;
      const y = this.top() + (label + 0.5) * side + 4;
      const over = this.top() - 8;
      return svg`
        <text x=${this.left() - 8} y=${y} text-anchor="end" class="matrix-label">${this.edgeName(label)}</text>
        <text x=${middle} y=${over} text-anchor=${isNamed ? 'start' : 'middle'} transform=${isNamed ? `rotate(-45 ${middle} ${over})` : nothing} class="matrix-label">${this.edgeName(label)}</text>
        ${classes <= MOST_WITH_NUMBERS
          ? svg`<text x=${right + SUMS - 4} y=${y} text-anchor="end" class="matrix-sum">${compact(row(label))}</text>
              <text x=${middle} y=${bottom + 20} text-anchor="middle" class="matrix-sum">${compact(column(label))}</text>`
          : nothing}`;
    });
  }

  render() {
    const { classes } = this.report;
    const side = this.cell();
    const left = this.left();
    const height = this.top() + classes * side + 32;
    const x = left + this.at.answer * side;
    const y = this.top() + this.at.truth * side;
    const middle = left + (classes * side) / 2;
    const center = this.top() + (classes * side) / 2;
    // Around a small cell, so that it can be seen.
    const out = side < 12 ? 2 : -0.5;
    return html`
      <p class="matrix-said" id="matrix-said" aria-live="polite">${this.described()}</p>
      <div class="scroll">
        <svg class="matrix" viewBox="0 0 ${this.width()} ${height}" role="application" tabindex="0"
          aria-label="Confusion matrix: truth by row, answer by column. Arrows move, Enter shows the images." aria-describedby="matrix-said"
          @keydown=${this.move} @pointermove=${this.point} @click=${(event) => this.point(event) && this.open()}>
          <rect x=${left} y=${this.top()} width=${classes * side} height=${classes * side} rx="4" class="matrix-ground"></rect>
          ${this.heat()} ${this.numbers()} ${this.edges()}
          <text x=${middle} y="14" text-anchor="middle" class="matrix-axis">answer</text>
          <text x="12" y=${center} text-anchor="middle" transform="rotate(-90 12 ${center})" class="matrix-axis">truth</text>
          <rect x=${x - out} y=${y - out} width=${side + 2 * out} height=${side + 2 * out} rx="4" class="matrix-cursor"></rect>
        </svg>
      </div>`;
  }
}
customElements.define('gs-matrix', Matrix);

function shortened(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** 12345 as 12.3k: a cell has little room. */
function compact(number) {
  return number < 10_000 ? String(number) : new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(number);
}
