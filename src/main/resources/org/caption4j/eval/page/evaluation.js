'use strict';

{
  const byId = (id) => document.getElementById(id);
  const [filter, metric, best, worst] = ['filter', 'metric', 'best', 'worst'].map(byId);
  const photos = readPhotos((photo) => [photo.id, photo.caption, ...photo.references]);
  const cards = new Cards(byId('cards'), byId('more'), addWordsAndScores);
  const svgName = 'http://www.w3.org/2000/svg';

  function addWordsAndScores(card, photo) {
    const references = photo.references.map((reference) => cards.said('li', '', reference));
    const scores = Object.entries(photo.scores).map(([name, value]) =>
      element(
        'div',
        { className: name === metric.value ? 'score chosen' : 'score', title: String(value) },
        element('dt', { textContent: name }),
        element('dd', { textContent: Number(value).toFixed(3) }),
      ),
    );
    card.append(
      cards.said('p', 'caption', photo.caption),
      element('ul', { className: 'references', ariaLabel: 'References' }, ...references),
      element('dl', { className: 'figures' }, ...scores),
    );
  }

  /** A photo's figure; a number that is none where it has no such figure. */
  function figure(photo) {
    return Number(photo.scores[metric.value]);
  }

  /** Sorts by the chosen metric; photos without a figure come last, ties in the file's order. */
  function ordered(chosen) {
    const sign = bestFirst() ? -1 : 1;
    const known = chosen.filter((photo) => !Number.isNaN(figure(photo)));
    const unknown = chosen.filter((photo) => Number.isNaN(figure(photo)));
    return [...known.sort((a, b) => sign * (figure(a) - figure(b))), ...unknown];
  }

  function update() {
    const chosen = photos.filter(filterBy(filter.value));
    cards.show(ordered(chosen));
    byId('count').textContent = countOf(chosen, photos);
    drawDistribution(chosen);
  }

  function bestFirst() {
    return best.getAttribute('aria-pressed') === 'true';
  }

  function press(pressed) {
    for (const button of [best, worst]) {
      button.setAttribute('aria-pressed', button === pressed);
    }
  }

  /** The page's address says what is shown, so that it can be passed on. */
  function writeAddress() {
    const state = new URLSearchParams({
      filter: filter.value,
      sort: metric.value,
      order: bestFirst() ? 'best' : 'worst',
    });
    history.replaceState(null, '', `#${state}`);
  }

  function readAddress() {
    const state = new URLSearchParams(location.hash.slice(1));
    filter.value = state.get('filter') ?? '';
    if (Array.from(metric.options).some((option) => option.value === state.get('sort'))) {
      metric.value = state.get('sort');
    }
    press(state.get('order') === 'worst' ? worst : best);
    update();
  }

  function changed() {
    writeAddress();
    update();
    showFirst();
  }

  /** The least 1, 2 or 5 times a power of ten that is no less than a number. */
  function roundStep(least) {
    const power = 10 ** Math.floor(Math.log10(least));
    return [1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= least * 0.999);
  }

  function svg(name, attributes, text = '') {
    const made = document.createElementNS(svgName, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.textContent = text;
    return made;
  }

  /** How many photos have which score: all in pale, the chosen before them. */
  function drawDistribution(chosen) {
    const section = byId('distribution');
    const all = photos.map(figure).filter(Number.isFinite);
    section.hidden = all.length === 0;
    if (section.hidden) {
      return;
    }
    const step = roundStep(Math.max(...all, 1e-3) / 60);
    const count = Math.floor(Math.max(...all) / step) + 1;
    const bins = (values) => {
      const heights = new Array(count).fill(0);
      values.forEach((value) => heights[Math.max(0, Math.floor(value / step))]++);
      return heights;
    };
    const [width, height, floor] = [300, 160, 140];
    const of = bins(all);
    const ofChosen = bins(chosen.map(figure).filter(Number.isFinite));
    const highest = Math.max(...of);
    const picture = svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img' });
    picture.append(svg('title', {}, `How many photos have which ${metric.value}`));
    const x = (bin) => (bin * width) / count;
    const bar = (bin, photosInBin, className) => {
      const size = ((floor - 4) * photosInBin) / highest;
      const made = svg('rect', {
        class: className,
        x: x(bin),
        y: floor - size,
        width: x(1) - 0.8,
        height: size,
      });
      made.append(
        svg('title', {}, `${(bin * step).toFixed(3)} to ${((bin + 1) * step).toFixed(3)}: ${photosInBin}`),
      );
      return made;
    };
    for (let bin = 0; bin < count; bin++) {
      picture.append(bar(bin, of[bin], 'all'), bar(bin, ofChosen[bin], 'chosen'));
    }
    const tick = roundStep((count * step) / 6);
    for (let value = 0; value < (count - 1) * step; value += tick) {
      picture.append(
        svg('text', { x: x(value / step), y: height - 4 }, String(Number(value.toPrecision(6)))),
      );
    }
    picture.append(svg('line', { x1: 0, x2: width, y1: floor, y2: floor }));
    section.replaceChildren(
      element('h2', { textContent: `${metric.value} of each photo` }),
      picture,
    );
  }

  onFilter(filter, changed);
  metric.addEventListener('change', changed);
  for (const button of [best, worst]) {
    button.addEventListener('click', () => {
      press(button);
      changed();
    });
  }
  addEventListener('hashchange', readAddress);

  byId('controls').hidden = false;
  document.querySelectorAll('.ordering').forEach((each) => {
    each.hidden = metric.options.length === 0;
  });
  readAddress();
}
