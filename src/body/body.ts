/** The text of a take in every form that is stored. */
export interface Body {
  /** The source where it was Markdown, else a conversion. */
  markdown: string;
  /** Sanitised HTML without reference anchors; `renderBodyHtml` splices those in at read. */
  html: string;
  /** Blocks joined by two line feeds, `<br>` one line feed, image alternatives left out, code kept. */
  text: string;
  wordCount: number;
  /** Every http(s) link, in reading order. */
  links: BodyLink[];
  layout: Layout;
}

/** A link in a body. Offsets count UTF-16 code units of `Body.text`; a link without text (an image) has start = end. */
export interface BodyLink {
  url: string;
  start: number;
  end: number;
}

/** Where things stand in a body. Offsets count UTF-16 code units; ranges are [start, end). */
export interface Layout {
  /** The blocks of `text`, in order, without overlap. */
  blocks: Block[];
  /** Ranges of `text` that are emphasised (em, strong, b, i, cite) or quoted (q). */
  emphasis: Range[];
  /** Ranges of `text` that are inline code, keyboard input and the like (code blocks are blocks). */
  code: Range[];
  /** For each link of `Body.links`, by index: where in `html` an attribute can be put into its `<a` tag. */
  linkTags: number[];
  /**
   * Each run of characters of `html` that shows text: [offset in html, offset in text, length in text].
   * In html the same characters stand with `&amp;`, `&lt;`, `&gt;`, `&quot;` and no other escapes.
   */
  runs: [html: number, text: number, length: number][];
}

export type Range = [start: number, end: number];

export interface Block {
  start: number;
  end: number;
  kind: 'prose' | 'heading' | 'quote' | 'code';
}
