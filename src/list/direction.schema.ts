import { builder } from '../builder.ts';

export const OrderDirection = builder.enumType('OrderDirection', {
  description: 'Missing values come last in both.',
  values: { ASC: {}, DESC: {} },
});
