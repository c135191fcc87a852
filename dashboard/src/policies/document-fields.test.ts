import { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { describe, expect, it } from 'vitest';
import { enPolicies } from '../words/en-policies.ts';
import { idPolicies } from '../words/id-policies.ts';
import { idPolicyHelp } from '../words/id-policy-help.ts';
import { beginningOf, newEntry } from './field-forms.ts';

interface Schema {
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

interface Field {
  readonly name: string;
  readonly within: string;
  readonly nullable: boolean;
  readonly list: boolean;
}

/** Every field of a document, with the list or group that has it. */
function fieldsOf(schema: Schema, within = ''): Field[] {
  const groups = Object.entries(schema.properties ?? {});
  const inner = [schema.items, ...(schema.anyOf ?? []), ...Object.values(schema.patternProperties ?? {})];
  return [
    ...groups.flatMap(([name, field]) => [
      {
        ...{ name, within, nullable: field.anyOf?.some(({ type }) => type === 'null') ?? false },
        list: field.type === 'array' || field.patternProperties !== undefined,
      },
      ...fieldsOf(field, name),
    ]),
    ...inner.flatMap((each) => (each === undefined ? [] : fieldsOf(each, within))),
  ];
}

/** Those that have no form of their own. */
const STRUCTURED = ['day', 'leave', 'tpp', 'discipline', 'clarification'];
const documents = (PolicyEdition.anyOf as unknown as Schema[])
  .map(({ properties = {} }) => ({
    kind: (properties.kind as { const?: string } | undefined)?.const ?? '',
    document: properties.document ?? {},
  }))
  .map(({ kind, document }) => ({ kind, fields: fieldsOf(document) }));
const structured = documents.filter(({ kind }) => STRUCTURED.includes(kind)).flatMap(({ fields }) => fields);

describe('the fields of policies', () => {
  it('have a name for people in both languages', () => {
    const names = new Set(documents.flatMap(({ fields }) => fields.map(({ name }) => name)));
    expect([...names].filter((name) => !(name in idPolicies.policies.field))).toEqual([]);
    expect([...names].filter((name) => !(name in enPolicies.policies.field))).toEqual([]);
  });

  it('say what they mean wherever the form is made from the document', () => {
    const help = idPolicyHelp.policyHelp;
    // Statuses speak for themselves: each has a letter and a name, and these have help.
    const mute = structured.filter(
      ({ name, within }) => within !== 'labels' && !(name in help) && !(`${within}_${name}` in help),
    );
    expect(mute).toEqual([]);
  });

  it('can be filled in where they are not set, and lists can be begun', () => {
    const stuck = structured.filter(
      ({ name, within, nullable }) => nullable && beginningOf(within, name) === undefined,
    );
    expect(stuck).toEqual([]);
    const lists = structured.filter(({ list, name }) => list && name !== 'forKinds');
    expect(lists.filter(({ name }) => newEntry(name, undefined) === '').map(({ name }) => name)).toEqual(['documents']);
  });
});
