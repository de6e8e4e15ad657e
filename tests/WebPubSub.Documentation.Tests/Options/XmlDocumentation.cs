// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace WebPubSub.Documentation.Tests;

/// <summary>The XML documentation of an assembly, as Markdown.</summary>
internal sealed partial class XmlDocumentation
{
    private readonly Dictionary<string, XElement> _members;

    private XmlDocumentation(Dictionary<string, XElement> members) => _members = members;

    public static XmlDocumentation Of(Assembly assembly)
    {
        XDocument document = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"));
        return new XmlDocumentation(document.Descendants("member").ToDictionary(member => member.Attribute("name")!.Value));
    }

    /// <summary>Returns an element of a type's documentation; empty if there is none.</summary>
    public string Read(Type type, string element) => Read($"T:{type.FullName}", element);

    /// <summary>Returns an element of a property's documentation; empty if there is none.</summary>
    public string Read(PropertyInfo property, string element) => Read($"P:{property.DeclaringType!.FullName}.{property.Name}", element);

    private string Read(string member, string element) =>
        _members.TryGetValue(member, out XElement? documentation) && documentation.Element(element) is { } found
            ? Spaces().Replace(string.Concat(found.Nodes().Select(ToMarkdown)), " ").Trim()
            : "";

    private static string ToMarkdown(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "seealso" } see when see.Attribute("href") is { } address =>
            $"[{(see.Value.Length > 0 ? see.Value : address.Value)}]({address.Value})",
        XElement { Name.LocalName: "see" or "seealso" } see when see.Attribute("langword") is { } word => $"`{word.Value}`",
        XElement { Name.LocalName: "see" or "seealso" } see => $"`{ShortName(see.Attribute("cref")!.Value)}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "paramref" } parameter => $"`{parameter.Attribute("name")!.Value}`",
        XElement other => string.Concat(other.Nodes().Select(ToMarkdown)),
        _ => "",
    };

    // "P:WebPubSub.WebPubSubOptions.ServiceEndpoint" is WebPubSubOptions.ServiceEndpoint, and "T:System.TimeSpan" is TimeSpan.
    private static string ShortName(string reference)
    {
        string[] parts = reference.Split('(')[0].Split('.', ':');
        int kept = reference.StartsWith("T:", StringComparison.Ordinal) ? 1 : 2;
        return Arity().Replace(string.Join('.', parts.TakeLast(kept)), "").Replace(".#ctor", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"`+\d+")]
    private static partial Regex Arity();
}
