import { z } from 'zod';

/** One thing an operator can set: by flag, else by environment variable, else it has its default. */
export interface Setting<T = unknown> {
  /** The environment variable. */
  name: string;
  /** Without the dashes. */
  flag: string;
  /** What stands for the value in help texts. */
  placeholder: string;
  /** Empty where nothing is set. */
  default: string;
  description: string;
  /** Completes "NAME is …". */
  allowed: string;
  type: z.ZodType<T, string>;
  /** The part of a wrong value that may be printed; all of it by default. */
  printable?: (value: string) => string;
}

/** What is either there or not. */
export function onOff(setting: Pick<Setting, 'name' | 'flag' | 'default' | 'description'>): Setting<boolean> {
  return {
    ...setting,
    placeholder: 'on|off',
    allowed: 'on or off',
    type: z.enum(['on', 'off']).transform((value) => value === 'on'),
  };
}

/** A number with bounds: its flag is its name in small letters. */
export function wholeNumber(
  name: string,
  byDefault: number,
  [least, most]: [number, number],
  description: string,
): Setting<number> {
  return {
    name,
    flag: name.toLowerCase().replaceAll('_', '-'),
    placeholder: 'N',
    default: String(byDefault),
    description,
    allowed: `a whole number from ${least} to ${most}`,
    type: z
      .string()
      .regex(/^\d{1,12}$/)
      .transform(Number)
      .refine((value) => value >= least && value <= most),
  };
}
