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
 */
function readPhotos() {
  return Array.from(document.querySelectorAll('script.photo'), (block) => {
    const photo = JSON.parse(block.textContent);
    photo.block = block;
    photo.searched = folded([photo.id, photo.file, photo.caption, ...photo.references].join('\n'));
    return photo;
  });
}

/** Tells whether all words of a text occur in what is known of a photo. */
function filterBy(text) {
  const words = folded(text).split(/\s+/).filter((word) => word !== '');
  return (photo) => words.every((word) => photo.searched.includes(word));
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

  /** @param addTo adds to a card what only some pages know of a photo */
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

  #card(photo) {
    const said = (name, className, text) =>
      element(name, { className, lang: this.#language, dir: 'auto', textContent: text });
    const card = element(
      'li',
      { className: 'card' },
      this.#picture(photo),
      element(
        'div',
        { className: 'words' },
        said('p', 'caption', photo.caption),
        element(
          'ul',
          { className: 'references', ariaLabel: 'References' },
          ...photo.references.map((reference) => said('li', '', reference)),
        ),
      ),
    );
    this.#addTo(card.lastChild, photo);
    card.lastChild.append(
      element(
        'p',
        { className: 'origin' },
        element('bdi', { textContent: photo.file }),
        element('span', { className: 'id', textContent: photo.id }),
      ),
    );
    return card;
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
