import {
  create,
  createFileRegistry,
  type DescMessage,
  type DescMethodUnary,
  type FileRegistry,
} from '@bufbuild/protobuf';
import {
  file_google_protobuf_struct,
  file_google_protobuf_timestamp,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  type FileDescriptorProto,
} from '@bufbuild/protobuf/wkt';
import type { Field, Package } from './message-table.js';
import { packages } from './message-tables.js';

const scalars: Readonly<Record<string, Type>> = {
  string: Type.STRING,
  bool: Type.BOOL,
  uint32: Type.UINT32,
  int64: Type.INT64,
};

const enums = new Set(
  packages.flatMap(({ name, enums = {} }) => Object.keys(enums).map((own) => `.${name}.${own}`)),
);

const wellKnown = [file_google_protobuf_struct.proto, file_google_protobuf_timestamp.proto];

const registry: FileRegistry = createFileRegistry(
  create(FileDescriptorSetSchema, { file: [...wellKnown, ...packages.map(toFile)] }),
);

/** Of the google.rpc.Status detail that every one of Scalekit's errors brings. */
export const errorInfo: DescMessage = message('scalekit.v1.errdetails.ErrorInfo');

/** @param name such as `scalekit.v1.auth.AuthService/UpdateLoginUserDetails` */
export function unaryMethod(name: string): DescMethodUnary {
  const [service = '', methodName] = name.split('/');
  const method = registry.getService(service)?.methods.find((one) => one.name === methodName);
  if (method?.methodKind !== 'unary') throw new Error(`${name} is not in the message tables`);
  return method as DescMethodUnary;
}

function message(name: string): DescMessage {
  const found = registry.getMessage(name);
  if (!found) throw new Error(`${name} is not in the message tables`);
  return found;
}

function toFile({ name, messages = {}, enums = {}, services = {} }: Package): FileDescriptorProto {
  return create(FileDescriptorProtoSchema, {
    name: `${name.replaceAll('.', '/')}.proto`,
    package: name,
    syntax: 'proto3',
    dependency: wellKnown.map((file) => file.name),
    messageType: Object.entries(messages).map(([own, fields]) => toMessage(own, fields)),
    enumType: Object.entries(enums).map(([own, values]) => ({
      name: own,
      value: Object.entries(values).map(([value, number]) => ({ name: value, number })),
    })),
    service: Object.entries(services).map(([own, methods]) => ({
      name: own,
      method: Object.entries(methods).map(([method, [input, output]]) => ({
        name: method,
        inputType: `.${name}.${input}`,
        outputType: `.${name}.${output}`,
      })),
    })),
  });
}

function toMessage(name: string, fields: Readonly<Record<string, Field>>) {
  const optional = Object.entries(fields).filter(([, [, , label]]) => label === 'optional');
  const names = optional.map(([own]) => own);
  return {
    name,
    field: Object.entries(fields).map(([own, field]) => toField(own, field, names.indexOf(own))),
    // proto3 says "optional" by a oneof of the field's own.
    oneofDecl: names.map((own) => ({ name: `_${own}` })),
  };
}

function toField(name: string, [number, type, label]: Field, oneofIndex: number) {
  return {
    name,
    number,
    jsonName: name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    label: label === 'repeated' ? Label.REPEATED : Label.OPTIONAL,
    type: scalars[type] ?? (enums.has(type) ? Type.ENUM : Type.MESSAGE),
    ...(type.startsWith('.') && { typeName: type }),
    ...(label === 'optional' && { proto3Optional: true, oneofIndex }),
  };
}
