/** All fields that an operation's document mentions, as `Type.field`. */
export type FieldNames = ReadonlySet<string>;

/** The columns that are read for an operation. A part of statements: its name says which they are. */
export interface Columns<Column extends string = string> {
  readonly name: string;
  readonly list: readonly Column[];
  /** Whether cursors are asked for, of this list or another. */
  readonly hasCursors: boolean;
}

const hasCursor = /\.(cursor|startCursor|endCursor)$/;

/**
 * Which columns of a table an operation needs: to read those that it does not takes as long as all else.
 *
 * @param type whose fields read them
 * @param needs by column the fields that read it, those of other types with the type's name; true for what is always there
 */
export function columnsByField<Column extends string>(
  type: string,
  needs: Readonly<Record<Column, readonly string[] | true>>,
): (fields: FieldNames) => Columns<Column> {
  const all = Object.keys(needs) as Column[];
  const known = new WeakMap<FieldNames, Columns<Column>>();
  return (fields) => {
    let columns = known.get(fields);
    if (!columns) {
      const isNeeded = (by: readonly string[] | true) =>
        by === true || by.some((field) => fields.has(field.includes('.') ? field : `${type}.${field}`));
      const list = all.filter((column) => isNeeded(needs[column]));
      const hasCursors = fields.values().some((field) => hasCursor.test(field));
      known.set(
        fields,
        (columns = { name: `${list.join()}${hasCursors ? ',cursor' : ''}`, list, hasCursors }),
      );
    }
    return columns;
  };
}
