'use strict';

/** Makes an element; text goes into it as text, whatever it holds. */
function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  Object.assign(made, properties);
  made.append(...children);
  return made;
}

/** What words are looked for in: upper and lower case, and ways to write an accent, are one. */
function folded(text) {
  return text.normalize('NFKC').toLowerCase();
}

/**
 * Reads the page's data, in the order of the file. A thumbnail stays text in the block after its
 * photo's until a card wants it.
 *
 * @param words gives what is looked for of a photo besides its file
 */
function readPhotos(words) {
  return Array.from(document.querySelectorAll('script.photo'), (block) => {
    const photo = JSON.parse(block.textContent);
    photo.block = block;
    photo.searched = folded([photo.file, ...words(photo)].join('\n'));
    return photo;
  });
}

/** Tells whether all words of a text occur in what is known of a photo. */
function filterBy(text) {
  const words = folded(text).split(/\s+/).filter((word) => word !== '');
  return (photo) => words.every((word) => photo.searched.includes(word));
}

/** Calls when somebody has typed into the filter, not at every key, or sends its form. */
function onFilter(filter, changed) {
  let typing;
  filter.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(changed, 120);
  });
  filter.form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(typing);
    changed();
  });
}

/** Says how many photos are shown of how many. */
function countOf(chosen, photos) {
  const total = `${photos.length.toLocaleString('en')} ${photos.length === 1 ? 'photo' : 'photos'}`;
  return chosen.length === photos.length
    ? total
    : `${chosen.length.toLocaleString('en')} of ${total}`;
}

/** What was in sight is gone: whoever had scrolled shall see the first of what came instead. */
function showFirst() {
  const main = document.querySelector('main');
  if (main.getBoundingClientRect().top < 0) {
    main.scrollIntoView();
  }
}

/** Photos as cards, made a screenful or two at a time as somebody scrolls. */
class Cards {
  static #BATCH = 60;

  #list;
  #more;
  #addTo;
  #language;
  #photos = [];
  #shown = 0;
  #observer = new IntersectionObserver((seen) => seen.at(-1).isIntersecting && this.#add(), {
    rootMargin: '1500px',
  });

  /** @param addTo adds to a card what is said of its photo, and whatever else the page knows */
  constructor(list, more, addTo) {
    this.#list = list;
    this.#more = more;
    this.#addTo = addTo;
    this.#language = list.dataset.language;
    more.addEventListener('click', () => this.#add());
  }

  /** Shows these photos instead of others. */
  show(photos) {
    this.#photos = photos;
    this.#shown = 0;
    this.#list.replaceChildren();
    this.#add();
  }

  #add() {
    const next = this.#photos.slice(this.#shown, this.#shown + Cards.#BATCH);
    this.#list.append(...next.map((photo) => this.#card(photo)));
    this.#shown += next.length;
    this.#more.hidden = this.#shown === this.#photos.length;
    // An observer tells of changes; observed anew, it also tells where the end is still in sight.
    this.#observer.unobserve(this.#more);
    this.#observer.observe(this.#more);
  }

  /** Makes an element of words in the captions' language. */
  said(name, className, text) {
    return element(name, { className, lang: this.#language, dir: 'auto', textContent: text });
  }

  #card(photo) {
    const words = element('div', { className: 'words' });
    this.#addTo(words, photo);
    const origin = element('p', { className: 'origin' }, element('bdi', { textContent: photo.file }));
    if (photo.id !== undefined) {
      origin.append(element('span', { className: 'id', textContent: photo.id }));
    }
    words.append(origin);
    return element('li', { className: 'card' }, this.#picture(photo), words);
  }

  #picture(photo) {
    if (photo.fault !== undefined) {
      return element(
        'div',
        { className: 'picture missing' },
        element('p', { textContent: 'No photo' }),
        element('p', { dir: 'auto', textContent: photo.fault }),
      );
    }
    const jpeg = photo.block.nextElementSibling;
    return element(
      'div',
      { className: 'picture' },
      element('img', {
        alt: '',
        width: photo.width,
        height: photo.height,
        decoding: 'async',
        src: `data:image/jpeg;base64,${jpeg.textContent}`,
      }),
    );
  }
}
