// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using WebPubSub.Aspire;
using WebPubSub.Client;
using WebPubSub.Emulator;
using WebPubSub.Presence;
using WebPubSub.Presence.Redis;

namespace WebPubSub.Documentation.Tests;

/// <summary>Writes <c>docs/options.md</c> from the XML documentation of the packages.</summary>
internal static partial class OptionsPage
{
    private const string Introduction = """
        # Options

        Every option of every package, with its default and its range. This page is generated from the XML documentation; do not edit it.
        To change it, edit the documentation of the property and run `UPDATE_OPTIONS=1 dotnet test --project tests/WebPubSub.Documentation.Tests`.

        """;

    private static readonly Assembly[] Assemblies =
    [
        typeof(WebPubSubOptions).Assembly,
        typeof(WebPubSubEventTokenOptions).Assembly,
        typeof(WebPubSubServiceClient).Assembly,
        typeof(WebPubSubPresenceOptions).Assembly,
        typeof(WebPubSubRedisPresenceOptions).Assembly,
        typeof(WebPubSubClient).Assembly,
        typeof(AzureMessagingWebPubSubSettings).Assembly,
        typeof(WebPubSubEmulator).Assembly,
    ];

    public static string Write()
    {
        var page = new StringBuilder(Introduction);
        foreach (Assembly assembly in Assemblies)
        {
            XmlDocumentation documentation = XmlDocumentation.Of(assembly);
            page.Append('\n').Append("## ").Append(assembly.GetName().Name).Append('\n');
            foreach (Type type in OptionTypes(assembly))
            {
                WriteType(page, type, documentation);
            }
        }

        return page.ToString();
    }

    /// <summary>Returns the properties of all options whose documentation states no default.</summary>
    public static IEnumerable<string> FindWithoutDefault() =>
        from assembly in Assemblies
        let documentation = XmlDocumentation.Of(assembly)
        from type in OptionTypes(assembly)
        from property in OptionsOf(type)
        where !DefaultOf(documentation, property).Contains("default", StringComparison.OrdinalIgnoreCase)
        select $"{type.Name}.{property.Name}";

    private static void WriteType(StringBuilder page, Type type, XmlDocumentation documentation)
    {
        page.Append("\n### ").Append(type.Name).Append("\n\n").Append(documentation.Read(type, "summary")).Append("\n\n");
        page.Append("| Option | Description | Default and range | Configuration key |\n| --- | --- | --- | --- |\n");
        foreach (PropertyInfo property in OptionsOf(type))
        {
            string key = ConfigurationKey().Match(documentation.Read(property, "remarks")).Groups["key"].Value;
            page.Append("| `").Append(property.Name).Append("` | ")
                .Append(Cell(Verb().Replace(documentation.Read(property, "summary"), ""))).Append(" | ")
                .Append(Cell(DefaultOf(documentation, property))).Append(" | ")
                .Append(key).Append(" |\n");
        }
    }

    private static string DefaultOf(XmlDocumentation documentation, PropertyInfo property) => documentation.Read(property, "value");

    private static IEnumerable<Type> OptionTypes(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => (type.Name.EndsWith("Options", StringComparison.Ordinal) || type.Name.EndsWith("Settings", StringComparison.Ordinal)) && OptionsOf(type).Any())
            .OrderBy(type => type.Name, StringComparer.Ordinal);

    // What can be set, and the lists and nested options that can be filled. Computed properties have no setter and no backing field.
    private static IEnumerable<PropertyInfo> OptionsOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.SetMethod is { IsPublic: true }
                || type.GetField($"<{property.Name}>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance) is not null);

    // "Gets or sets how often the client sends a ping." is "How often the client sends a ping."
    private static string Cell(string text) => text.Length == 0 ? "" : (char.ToUpperInvariant(text[0]) + text[1..]).Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex("^Gets (or sets )?")]
    private static partial Regex Verb();

    [GeneratedRegex("Configuration key: (?<key>`[^`]+`)")]
    private static partial Regex ConfigurationKey();
}
