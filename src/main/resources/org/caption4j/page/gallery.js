'use strict';

{
  const byId = (id) => document.getElementById(id);
  const filter = byId('filter');
  const photos = readPhotos((photo) => [
    photo.fault ?? '',
    ...photo.captions.map(({ text }) => text),
  ]);
  const cards = new Cards(byId('cards'), byId('more'), addCaptions);
  const percent = new Intl.NumberFormat('en', {
    style: 'percent',
    minimumSignificantDigits: 2,
    maximumSignificantDigits: 2,
  });

  function probability(caption) {
    return element('bdi', {
      className: 'probability',
      lang: 'en',
      dir: 'ltr',
      title: 'Probability of this caption',
      textContent: percent.format(caption.probability),
    });
  }

  /** Adds what was said of a photo; how likely it is, where there is more than one to compare. */
  function addCaptions(card, photo) {
    const [best, ...others] = photo.captions;
    if (best === undefined) {
      return;
    }
    const caption = cards.said('p', 'caption', best.text);
    card.append(caption);
    if (others.length > 0) {
      caption.append(' ', probability(best));
      const list = others.map((other) =>
        element('li', {}, cards.said('p', '', other.text), probability(other)),
      );
      card.append(element('ul', { className: 'others', ariaLabel: 'Other captions' }, ...list));
    }
  }

  function update() {
    const chosen = photos.filter(filterBy(filter.value));
    cards.show(chosen);
    byId('count').textContent = `${countOf(chosen, photos)} on this page`;
    // Who looks for dogs looks for them on the next page, too.
    document.querySelectorAll('.pages a[href]').forEach((link) => {
      link.hash = location.hash;
    });
  }

  /** The page's address says what is shown, so that it can be passed on. */
  function changed() {
    history.replaceState(null, '', `#${new URLSearchParams({ filter: filter.value })}`);
    update();
    showFirst();
  }

  function readAddress() {
    filter.value = new URLSearchParams(location.hash.slice(1)).get('filter') ?? '';
    update();
  }

  onFilter(filter, changed);
  addEventListener('hashchange', readAddress);
  byId('controls').hidden = false;
  readAddress();
}
