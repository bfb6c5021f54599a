import { html, nothing, svg } from 'lit';
import { Part } from './page.js';
import { count, counted, percent } from './text.js';

const WIDTH = 400;
const HEIGHT = 200;
const LEFT = 46;
const RIGHT = WIDTH - 18;
const TOP = 14;
const BOTTOM = HEIGHT - 24;

/** So few points are seen one by one. */
const FEW = 40;

const SERIES = [
  { name: 'training', kind: 'training', of: (point, what) => point[`training${what}`] },
  { name: 'validation', kind: 'validation', of: (point, what) => point[`validation${what}`] },
];

/**
 * How a training went: loss and accuracy by epoch, and the same as a table.
 *
 * @property {object} curve `{epochs, bestEpoch, points}`
 */
export class LearningCurve extends Part {
  static properties = { curve: { attribute: false } };

  render() {
    const { epochs, bestEpoch, points } = this.curve;
    const shown = SERIES.filter((series) => points.some((point) => series.of(point, 'Loss') !== null || series.of(point, 'Accuracy') !== null));
    return html`<section class="card" aria-labelledby="models-curve"><h2 id="models-curve">Learning curve
        <span class="quiet small">${counted(epochs, 'epoch')}, the weights are those of epoch ${count(bestEpoch)}</span></h2>
      <div class="grid models-curves">
        ${this.chart('Loss', 'Loss', shown, (value) => value.toPrecision(3), undefined)}
        ${this.chart('Accuracy', 'Accuracy', shown, (value) => percent(value), 1)}
      </div>
      <ul class="models-legend small">${shown.map((series) => html`<li><svg width="22" height="10" aria-hidden="true"><line x1="1" x2="21" y1="5" y2="5" class="models-curve ${series.kind}"></line></svg> ${series.name}</li>`)}
        <li><svg width="10" height="12" aria-hidden="true"><line x1="5" x2="5" y1="0" y2="12" class="models-best"></line></svg> the epoch that was kept</li></ul>
      <details><summary>As a table</summary>${this.table(shown)}</details>
    </section>`;
  }

  chart(title, what, shown, text, most) {
    const { epochs, bestEpoch, points } = this.curve;
    const values = shown.flatMap((series) => points.map((point) => series.of(point, what)).filter((value) => value !== null));
    if (values.length === 0) {
      return nothing;
    }
    const ticks = scale(Math.min(...values), Math.max(...values), most);
    const [low, high] = [ticks[0], ticks.at(-1)];
    const x = (epoch) => (epochs === 1 ? (LEFT + RIGHT) / 2 : LEFT + ((RIGHT - LEFT) * (epoch - 1)) / (epochs - 1));
    const y = (value) => BOTTOM - ((BOTTOM - TOP) * (value - low)) / (high - low);
    const axis = (value) => (what === 'Accuracy' ? percent(value, ticks[1] - ticks[0] < 0.01 ? 1 : 0) : String(Number(value.toPrecision(6))));
    return html`<figure><figcaption>${title}</figcaption>
      <svg class="models-chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title} by epoch. ${shown.map((series) => ends(series, points, what, text)).filter(Boolean).join(' ')}">
        ${ticks.map((tick) => svg`<line x1=${LEFT} x2=${RIGHT} y1=${y(tick)} y2=${y(tick)} class="models-grid"></line>
          <text x=${LEFT - 6} y=${y(tick) + 4} class="left">${axis(tick)}</text>`)}
        ${epochTicks(epochs).map((epoch) => svg`<text x=${x(epoch)} y=${HEIGHT - 6} class="middle">${count(epoch)}</text>`)}
        <line x1=${x(bestEpoch)} x2=${x(bestEpoch)} y1=${TOP} y2=${BOTTOM} class="models-best"></line>
        ${shown.map((series) => {
          const measured = points.filter((point) => series.of(point, what) !== null);
          const places = measured.map((point) => [x(point.epoch), y(series.of(point, what))]);
          return svg`<polyline points=${places.map((place) => place.map((number) => number.toFixed(1)).join()).join(' ')} class="models-curve ${series.kind}"></polyline>
            ${measured.length <= FEW ? places.map(([cx, cy], index) => svg`<circle cx=${cx} cy=${cy} r="2.5" class="models-curve ${series.kind}"><title>${`epoch ${measured[index].epoch}, ${series.name}: ${text(series.of(measured[index], what))}`}</title></circle>`) : nothing}`;
        })}
      </svg></figure>`;
  }

  table(shown) {
    const { bestEpoch, epochs, points } = this.curve;
    const cell = (value, text) => html`<td class="number">${value === null ? '–' : text(value)}</td>`;
    return html`<div class="scroll models-curve-table" tabindex="0" role="group" aria-labelledby="models-curve"><table>
      <thead><tr><th scope="col">Epoch</th><th scope="col" class="number">Learning rate</th>${shown.map((series) => html`<th scope="col" class="number">${series.name} loss</th><th scope="col" class="number">${series.name} accuracy</th>`)}</tr></thead>
      <tbody>${points.map((point) => html`<tr><th scope="row">${count(point.epoch)}${point.epoch === bestEpoch ? html` <span class="tag accent">kept</span>` : nothing}</th>
        ${cell(point.learningRate, (rate) => rate.toPrecision(3))}
        ${shown.map((series) => html`${cell(series.of(point, 'Loss'), (loss) => loss.toFixed(4))}${cell(series.of(point, 'Accuracy'), (share) => percent(share))}`)}</tr>`)}</tbody>
    </table></div>
    ${points.length < epochs ? html`<p class="quiet small">${count(points.length)} of the ${counted(epochs, 'epoch')} are recorded.</p>` : nothing}`;
  }
}
customElements.define('gs-learning-curve', LearningCurve);

/** The first and the last value of a line, in words. */
function ends(series, points, what, text) {
  const measured = points.filter((point) => series.of(point, what) !== null);
  if (measured.length === 0) {
    return '';
  }
  const say = (point) => `${text(series.of(point, what))} in epoch ${point.epoch}`;
  return measured.length === 1 ? `${series.name}: ${say(measured[0])}.` : `${series.name}: ${say(measured[0])}, ${say(measured.at(-1))}.`;
}

/** Round numbers around these values, at most `most`. */
function scale(least, greatest, most) {
  const range = greatest - least || Math.abs(greatest) || 1;
  const rough = range / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
  const from = Math.floor(least / step) * step;
  const ticks = [];
  for (let number = 0; number === 0 || number === 1 || ticks.at(-1) < greatest - step * 1e-6; number++) {
    ticks.push(Number((from + number * step).toPrecision(12)));
  }
  return most !== undefined && ticks.at(-1) > most && ticks.length > 2 ? [...ticks.slice(0, -1), most].filter((tick, index, all) => index === 0 || tick > all[index - 1]) : ticks;
}

/** The first and the last epoch, and some between them that are round and not close to these. */
function epochTicks(epochs) {
  const rough = Math.max(1, epochs / 5);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
  const ticks = [1];
  for (let epoch = step; epoch < epochs - step * 0.6; epoch += step) {
    if (epoch > 1 + step * 0.4) {
      ticks.push(epoch);
    }
  }
  return epochs > 1 ? [...ticks, epochs] : ticks;
}
