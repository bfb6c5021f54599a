import { html } from 'lit';
import uPlot from 'uplot';
import { ThemedPart } from './page.js';
import { foreign } from './text.js';

const HEIGHT = 220;
const style = document.createElement('link');
style.rel = 'stylesheet';
style.href = new URL('../lib/uplot/dist/uPlot.min.css', import.meta.url).pathname;
document.head.append(style);

/**
 * Values over time. Below the chart, a table of the newest values is there for those who do not see it.
 *
 * @property {string} label what the chart shows
 * @property {number[]} times in seconds since 1970
 * @property {object[]} series `{name, values, color, scale, text, low, high, dashed}`: `color` is a variable of style.css such as `--c1`;
 *   `scale` is `left` (which is what is meant without it) or `right`; `text` makes a value a text; `low` and `high` are the ends of a
 *   band, if there is one
 * @property {object[]} marks `{at, text}`: points in time that are marked by a line
 * @property {object} ranges for a scale, the function from the least and the greatest value to the ends of the axis
 */
export class TimeChart extends ThemedPart {
  static properties = {
    label: {},
    times: { attribute: false },
    series: { attribute: false },
    marks: { attribute: false },
    ranges: { attribute: false },
  };

  connectedCallback() {
    super.connectedCallback();
    this.resizes = new ResizeObserver(() => this.resize());
    this.resizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.resizes.disconnect();
    this.plot?.destroy();
    this.plot = undefined;
  }

  render() {
    const last = (this.times?.length ?? 0) - 1;
    return html`
      <div class="time-chart-legend" aria-hidden="true">
        ${(this.series ?? []).map((one) => html`<span><i data-color=${one.color} class=${one.dashed ? 'dashed' : ''}></i>${foreign(one.name)} <b>${text(one, last)}</b></span>`)}
      </div>
      <div class="time-chart-plot" aria-hidden="true"></div>
      <div class="hidden-text"><table>
        <caption>${this.label}: the newest values</caption>
        <thead><tr><th scope="col">series</th><th scope="col">now</th><th scope="col">a minute ago</th></tr></thead>
        <tbody>
          ${(this.series ?? []).map(
            (one) => html`<tr><th scope="row">${foreign(one.name)}</th><td>${text(one, last)}</td><td>${text(one, last - 60)}</td></tr>`,
          )}
          ${(this.marks ?? []).slice(-5).map((mark) => html`<tr><th scope="row">${foreign(mark.text)}</th><td colspan="2">${clock(mark.at)}</td></tr>`)}
        </tbody>
      </table></div>`;
  }

  updated() {
    for (const key of this.querySelectorAll('.time-chart-legend i')) {
      key.style.color = `var(${key.dataset.color})`;
    }
    if (!this.times || !this.series) {
      return;
    }
    const shape = this.series.map((one) => [one.name, one.color, one.scale, !!one.low].join('|')).join('\n');
    if (!this.plot || shape !== this.shape) {
      this.shape = shape;
      this.rebuild();
      return;
    }
    this.plot.setData(this.data());
  }

  data() {
    return [this.times, ...this.series.flatMap((one) => (one.low ? [one.values, one.low, one.high] : [one.values]))];
  }

  resize() {
    const width = this.querySelector('.time-chart-plot')?.clientWidth;
    if (this.plot && width && width !== this.plot.width) {
      this.plot.setSize({ width, height: HEIGHT });
    }
  }

  recolor() {
    this.rebuild();
  }

  rebuild() {
    const place = this.querySelector('.time-chart-plot');
    if (!place || !this.times || !this.series) {
      return;
    }
    this.plot?.destroy();
    this.plot = new uPlot(this.options(place.clientWidth || 320), this.data(), place);
  }

  options(width) {
    const colors = getComputedStyle(this);
    const color = (name) => colors.getPropertyValue(name).trim();
    const axis = { stroke: color('--quiet'), grid: { stroke: color('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' };
    const series = [{}];
    const bands = [];
    for (const one of this.series) {
      const stroke = color(one.color);
      const scale = one.scale ?? 'left';
      series.push({ scale, stroke, width: 1.5, dash: one.dashed ? [5, 4] : undefined, points: { show: false }, spanGaps: false });
      if (one.low) {
        const edge = { scale, stroke: 'transparent', width: 0, points: { show: false } };
        series.push(edge, edge);
        bands.push({ series: [series.length - 1, series.length - 2], fill: `${stroke}2e` });
      }
    }
    const scales = { x: { time: true } };
    const axes = [{ ...axis, size: 28, space: 70, values: (_, ticks) => ticks.map((tick) => clock(tick, ticks.length > 1 && ticks[1] - ticks[0] < 60)) }];
    for (const [name, side] of [['left', 3], ['right', 1]]) {
      const first = this.series.find((one) => (one.scale ?? 'left') === name);
      if (first) {
        scales[name] = { range: (_, least, most) => (this.ranges?.[name] ?? fromZero)(least, most) };
        axes.push({ ...axis, scale: name, side, size: 62, grid: { ...axis.grid, show: name === 'left' }, values: (_, ticks) => ticks.map(first.axis ?? first.text) });
      }
    }
    return {
      width,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      padding: [8, scales.right ? 0 : 12, 0, 0],
      scales,
      axes,
      series,
      bands,
      hooks: { draw: [(plot) => this.drawMarks(plot, color('--quiet'), color('--text'))] },
    };
  }

  drawMarks(plot, line, ink) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = line;
    ctx.fillStyle = ink;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
    for (const [index, mark] of (this.marks ?? []).entries()) {
      const x = plot.valToPos(mark.at, 'x', true);
      // Those that are close to each other stand below each other.
      const row = 12 + 14 * (index % 3);
      if (x < bbox.left || x > bbox.left + bbox.width) {
        continue;
      }
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      const isRight = x > bbox.left + bbox.width * 0.7;
      ctx.textAlign = isRight ? 'right' : 'left';
      ctx.fillText(foreign(mark.text), x + (isRight ? -4 : 4) * devicePixelRatio, bbox.top + row * devicePixelRatio);
    }
    ctx.restore();
  }
}
customElements.define('gs-time-chart', TimeChart);

/** Up to 10 at least: a stream that stands still shows no ticks within one unit. */
function fromZero(least, most) {
  return [0, Math.max(10, most * 1.1)];
}

function text(series, at) {
  const value = series.values[at];
  return value === null || value === undefined ? '–' : series.text(value);
}

function clock(seconds, withSeconds = true) {
  return new Date(1000 * seconds).toLocaleTimeString('en-GB').slice(0, withSeconds ? 8 : 5);
}
