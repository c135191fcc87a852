import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { FastifySchemaCompiler, FastifyServerOptions } from 'fastify';
import type { TSchema } from 'typebox';

type BuildSerializer = NonNullable<
  NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>['buildSerializer']
>;

/*
 * Hundreds of routes have hundreds of schemas, most of which one process never needs; turning all of them into functions
 * made two thirds of a second of every start. So each is turned into one when the first request needs it.
 */

/** Fastify's own serializers, one for each schema: many routes answer with the same. */
export const serializersOnFirstUse: BuildSerializer = (externalSchemas, options) => {
  const compile = SerializerSelector()(externalSchemas, options);
  const compiled = new WeakMap<object, (data: unknown) => string>();
  return (route) => {
    const schema = route.schema as object;
    return (data) => {
      let serialize = compiled.get(schema);
      if (serialize === undefined) {
        serialize = compile({ ...route, httpStatus: route.httpStatus ?? '' });
        compiled.set(schema, serialize);
      }
      return serialize(data);
    };
  };
};

export const validatorsOnFirstUse: FastifySchemaCompiler<TSchema> = (route) => {
  let validate: ReturnType<typeof TypeBoxValidatorCompiler> | undefined;
  return (value) => {
    validate ??= TypeBoxValidatorCompiler(route);
    return validate(value);
  };
};
