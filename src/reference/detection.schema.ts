import { ArticleType, getArticle } from '../article/article.schema.ts';
import { builder } from '../builder.ts';
import type { DetectionReason } from '../detect/resolve.ts';
import { badUserInput } from '../errors.ts';
import type { StatedBody } from '../read/stated-body.ts';
import { type DetectedReference, detectReferences } from './detect-text.ts';
import { DetectionMethod } from './reference-filter.schema.ts';
import { TextAnchorType } from './reference.schema.ts';

/** In UTF-16 code units: a text is read while others wait. */
const longestText = 100_000;

const TextFormat = builder.enumType('TextFormat', {
  description: 'What a text is written in.',
  values: ['TEXT', 'MARKDOWN', 'HTML'] as const,
});

const bodyOf: Record<(typeof TextFormat)['$inferType'], (text: string) => StatedBody> = {
  TEXT: (text) => ({ text }),
  MARKDOWN: (markdown) => ({ markdown }),
  HTML: (html) => ({ html }),
};

const DetectionReasonType = builder.enumType('DetectionReason', {
  description: 'Why what was found is a reference, or is not sure enough to be one.',
  values: {
    ADDRESS: { description: 'A link leads to an address of the article: certain.' },
    LONG_TITLE: { description: 'A title of four words or more stands in the prose, word for word: sure.' },
    TITLE_SET_OFF: { description: 'A short title is quoted or emphasised, with no other words: sure.' },
    TITLE_IN_CAPITALS: {
      description: "A short title stands within a sentence, written with the title's capitals: sure.",
    },
    SHORT_TITLE_IN_PASSING: {
      description: 'The words of a short title stand there as any words do: a suggestion.',
    },
  } satisfies Record<DetectionReason, object>,
});

const DetectedReferenceType = builder.objectRef<DetectedReference>('DetectedReference').implement({
  description: 'What a text would refer to.',
  fields: (t) => ({
    article: t.field({
      type: ArticleType,
      resolve: ({ articleId }, _args, context) => getArticle(context, articleId),
    }),
    anchor: t.field({
      type: TextAnchorType,
      description: 'Where the text does so first.',
      resolve: ({ anchor }) => anchor,
    }),
    detectedBy: t.field({ type: DetectionMethod, resolve: ({ detectedBy }) => detectedBy }),
    confidence: t.exposeFloat('confidence', { description: '0 to 1.' }),
    isReference: t.exposeBoolean('isReference', {
      description: 'Sure enough to be stored as one; otherwise a suggestion.',
    }),
    reason: t.field({ type: DetectionReasonType, resolve: ({ reason }) => reason }),
    matched: t.exposeString('matched', {
      description: 'The address or the title that stands there: the title as the article has it.',
    }),
  }),
});

builder.queryField('detectReferences', (t) =>
  t.field({
    type: [DetectedReferenceType],
    description:
      'What would this text refer to? Nothing is stored. In reading order, each article once; also what is too uncertain to be a reference.',
    args: {
      text: t.arg.string({ required: true, description: 'At most 100,000 UTF-16 code units.' }),
      format: t.arg({ type: TextFormat, defaultValue: 'MARKDOWN' }),
    },
    resolve: async (_root, { text, format }, context) => {
      if (text.length > longestText)
        throw badUserInput(
          `\`text\` has ${text.length} UTF-16 code units; at most ${longestText} are allowed`,
        );
      // Imported here as a server need not have what reads Markdown until somebody asks.
      const { cleanStatedBody } = await import('../read/clean-stated-body.ts');
      const body = cleanStatedBody(bodyOf[format ?? 'MARKDOWN'](text));
      return body ? detectReferences(context.db, body) : [];
    },
  }),
);
