// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Reflection;

namespace WebPubSub.Migration.Tests;

/// <summary>Formats a member as one line, to compare it with the public API listing of the official package.</summary>
/// <remarks>The listings are the files <c>api/*.cs</c> in <see href="https://github.com/Azure/azure-sdk-for-net/tree/main/sdk/webpubsub"/>. Nullable annotations are omitted.</remarks>
internal static class OfficialSignature
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(object)] = "object",
        [typeof(void)] = "void",
    };

    public static IEnumerable<string> Methods(Type type) => type
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(method => !method.IsSpecialName)
        .Select(method => $"{Name(method.ReturnType)} {method.Name}({Parameters(method)})");

    public static IEnumerable<string> Constructors(Type type) => type
        .GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .Where(constructor => constructor.IsPublic || constructor.IsFamily)
        .Select(constructor => $"{type.Name}({Parameters(constructor)})");

    public static IEnumerable<string> Properties(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
        .Select(property => $"{Name(property.PropertyType)} {property.Name}{(IsSettable(property) ? " { get; set; }" : " { get; }")}");

    private static bool IsSettable(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));

    public static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        return type.IsArray ? Name(type.GetElementType()!) + "[]"
            : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter) =>
        $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Default(parameter) : "")}";

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => Nullable.GetUnderlyingType(parameter.ParameterType) is null && parameter.ParameterType.IsValueType ? "default" : "null",
        Enum value => value.ToString(),
        bool value => value ? "true" : "false",
        string value => $"\"{value}\"",
        IFormattable value when parameter.ParameterType.IsEnum => Enum.ToObject(parameter.ParameterType, value).ToString()!,
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        object value => value.ToString()!,
    };
}
