import { html, nothing } from 'lit';
import { stream } from '../api.js';
import { feedTrouble } from '../parts/feed.js';
import { Page } from '../parts/page.js';
import { count, counted, foreign, percent } from '../parts/text.js';
import '../parts/processor-card.js';
import '../parts/time-chart.js';
import '../parts/trainer-card.js';

const HISTORY = 900;
const COLORS = ['--c1', '--c2', '--c3', '--c4', '--c5', '--c6'];

/** What the pipeline does at the moment, and did in the last 15 minutes. */
class LivePage extends Page {
  static properties = { state: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.points = [];
    this.events = stream('/api/live/events', (name, state) => this.receive(name, state));
  }

  leave() {
    this.events.close();
  }

  receive(name, state) {
    this.points = name === 'state' ? state.points : [...this.points, ...state.points].slice(-HISTORY);
    this.state = state;
  }

  render() {
    return html`<div class="page-head"><h1>Live</h1>${this.state ? this.sample() : nothing}</div>
      ${this.problem()}
      ${this.state ? this.content() : html`<p class="quiet">Reading the topics.</p>`}`;
  }

  content() {
    return html`<div class="stack">
      ${this.troubles()} ${this.figures()} ${this.next()} ${this.charts()} ${this.processors()} ${this.trainers()}
    </div>`;
  }

  sample() {
    return this.state.answers.isSample
      ? html`<p class="quiet small">More answers come than a page can show. Latency is that of a sample; rate and lag count all.</p>`
      : nothing;
  }

  troubles() {
    const { feeds, answers, fleet } = this.state;
    return html`
      ${feeds.map(feedTrouble)}
      ${answers.unreadable ? html`<p class="note warn">${counted(answers.unreadable, 'record')} on the topic of answers cannot be read. The newest: ${foreign(answers.unreadableReason)}.</p>` : nothing}
      ${fleet?.missedDecision ? html`<p class="note bad">${foreign(fleet.missedDecision)}</p>` : nothing}
      ${(fleet?.missing ?? []).map((model) => html`<p class="note bad">${foreign(model.name)} is to serve, but is not on the topic of models.</p>`)}
      ${(fleet?.held ?? []).map((held) => html`<p class="note warn">${foreign(held.text)}</p>`)}
      ${(fleet?.unassigned ?? []).map((share) => html`<p class="note warn">No processor of ${foreign(share.applicationId)} reads ${share.partitions.length === 1 ? 'partition' : 'partitions'} ${share.partitionRanges} of the images at the moment: ${counted(share.lag, 'image')} behind.</p>`)}
      ${Object.entries(fleet?.unreadReports ?? {}).map(([name, why]) => html`<p class="note warn">${foreign(name)}: ${foreign(why)}</p>`)}`;
  }

  figures() {
    const now = this.points.at(-1);
    const champion = this.championName();
    const recent = champion && now?.accuracy[champion];
    const { processors = [] } = this.state.fleet ?? {};
    const slowest = processors.length > 1 && processors.find((one) => one.lagsMost);
    const total = this.state.versions.find((version) => version.name === champion);
    return html`<dl class="figures card">
      ${figure('Images a second', number(now?.rate))}
      ${figure('Lag', number(now?.lag), slowest ? html`images wait, most for ${foreign(slowest.instance)}` : 'images wait')}
      ${figure('Latency p50', millis(now?.p50))}
      ${figure('Latency p99', millis(now?.p99))}
      ${figure(
        champion ? html`Accuracy of ${foreign(champion)}` : 'Accuracy',
        recent ? percent(recent[0]) : '–',
        recent
          ? html`last 30 s, 95 %: ${percent(recent[1])} to ${percent(recent[2])}`
          : total?.seen
            ? html`none counted in the last 30 s; ${percent(total.accuracy)} of ${count(total.seen)} so far`
            : 'of images with a known class',
      )}
    </dl>`;
  }

  /** Tells the next step where something is missing for images to be answered. */
  next() {
    const { fleet, versions } = this.state;
    if (!fleet) {
      return nothing;
    }
    const steps = [];
    if (!fleet.deployment) {
      steps.push(['No model serves yet. Train one and publish it:', 'train mlp --promote always']);
    }
    if (fleet.processors.length === 0) {
      steps.push(['No processor runs, so no image is answered. Start one:', 'process']);
    }
    if (steps.length === 0 && versions.length === 0 && this.state.answers.told === 0) {
      steps.push(['No image was answered yet. Send some:', 'produce mnist --rate 100']);
    }
    return steps.length === 0
      ? nothing
      : html`<div class="card">${steps.map(([text, command]) => this.empty(text, command))}</div>`;
  }

  charts() {
    const times = this.points.map((point) => point.at / 1000);
    const pick = (name) => this.points.map((point) => point[name]);
    const traffic = [
      { name: 'images a second', values: pick('rate'), color: '--c1', text: number },
      { name: 'latency p50', values: pick('p50'), color: '--c2', scale: 'right', text: millis },
      { name: 'latency p99', values: pick('p99'), color: '--c6', scale: 'right', text: millis, dashed: true },
    ];
    return html`
      <section class="card"><h2>Images and latency</h2>
        <gs-time-chart .label=${'Images a second and latency'} .times=${times} .series=${traffic} .marks=${this.marks()}></gs-time-chart>
      </section>
      <section class="card"><h2>Accuracy of each version <span class="quiet small">the 30 s before, with its 95 % interval</span></h2>
        ${this.accuracy(times)}
      </section>`;
  }

  accuracy(times) {
    const names = this.versionNames();
    if (names.length === 0) {
      return html`<p class="quiet">No answer to an image with a known class was counted in the last 15 minutes.</p>`;
    }
    const part = (name, index) => this.points.map((point) => point.accuracy[name]?.[index] ?? null);
    const series = names.map((name, index) => ({
      name,
      values: part(name, 0),
      low: part(name, 1),
      high: part(name, 2),
      color: COLORS[index % COLORS.length],
      dashed: index >= COLORS.length,
      text: (share) => percent(share),
      axis: (share) => percent(share, 1),
    }));
    return html`<gs-time-chart .label=${'Accuracy of each version'} .times=${times} .series=${series} .marks=${this.marks()} .ranges=${{ left: around }}></gs-time-chart>
      ${this.swapList()}`;
  }

  /** In the order in which versions appeared, so that each keeps its color. */
  versionNames() {
    const names = new Set();
    for (const point of this.points) {
      Object.keys(point.accuracy).sort().forEach((name) => names.add(name));
    }
    return [...names];
  }

  swaps() {
    const begin = this.points[0]?.at ?? 0;
    return (this.state.swaps ?? []).filter((swap) => Date.parse(swap.decidedAt) >= begin);
  }

  marks() {
    return this.swaps().map((swap) => ({ at: Date.parse(swap.decidedAt) / 1000, text: `${swap.action} ${swap.subject.name}` }));
  }

  swapList() {
    const swaps = this.swaps();
    return swaps.length === 0
      ? nothing
      : html`<ul class="live-swaps small">${swaps
          .slice(-5)
          .reverse()
          .map(
            (swap) => html`<li><span class="quiet">${new Date(swap.decidedAt).toLocaleTimeString('en-GB')}</span> ${swap.action} <b>${foreign(swap.subject.name)}</b> by ${foreign(swap.actor)}: ${foreign(swap.reason)}</li>`,
          )}</ul>`;
  }

  processors() {
    const { fleet } = this.state;
    return !fleet || fleet.processors.length === 0
      ? nothing
      : html`<section class="stack"><h2>${counted(fleet.processors.length, 'processor')}</h2><div class="grid">
          ${fleet.processors.map(
            (one) => html`<gs-processor-card .processor=${one} .quiet=${fleet.quiet.includes(`${one.applicationId}/${one.instance}`)} .since=${fleet.decided[one.deployment]} .alone=${fleet.processors.length === 1}></gs-processor-card>`,
          )}
        </div></section>`;
  }

  trainers() {
    const trainers = this.state.trainers ?? [];
    return trainers.length === 0
      ? nothing
      : html`<section class="stack"><h2>Trainers</h2><div class="grid">
          ${trainers.map((one) => html`<gs-trainer-card .trainer=${one}></gs-trainer-card>`)}
        </div></section>`;
  }

  championName() {
    return this.state.fleet?.deployment?.champion?.name;
  }
}
customElements.define('gs-live', LivePage);

function figure(name, value, remark) {
  return html`<div class="figure"><dt>${name}</dt><dd>${value}</dd>${remark ? html`<dd class="live-remark">${remark}</dd>` : nothing}</div>`;
}

function number(value) {
  return value === null || value === undefined ? '–' : count(value);
}

function millis(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  return value < 1000 ? `${count(value)} ms` : `${(value / 1000).toFixed(value < 100_000 ? 1 : 0)} s`;
}

/** An axis around accuracies: from 0 it would show nothing. */
function around(least, most) {
  if (least === null || least === undefined) {
    return [0, 1];
  }
  const room = Math.max(0.005, (most - least) * 0.15);
  return [Math.max(0, least - room), Math.min(1, most + room)];
}
