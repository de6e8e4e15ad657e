// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WebPubSub.Architecture.Tests.Parity;

/// <summary>The reader of the <c>[Covers]</c> attributes. It reads the source files of the tests, so the tests do not have to be built.</summary>
internal static class CoverageReader
{
    public static Coverage[] Read(string root) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin" or "node_modules"))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)
            .Where(text => text.Contains("[Covers(", StringComparison.Ordinal))
            .SelectMany(text => CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            .SelectMany(ReadMethod),
    ];

    private static IEnumerable<Coverage> ReadMethod(MethodDeclarationSyntax method)
    {
        AttributeSyntax[] attributes = [.. method.AttributeLists.SelectMany(list => list.Attributes)];
        bool isTest = attributes.Any(attribute => attribute.Name.ToString() is "Fact" or "Theory");
        string type = method.Ancestors().OfType<ClassDeclarationSyntax>().First().Identifier.Text;
        return attributes.Where(attribute => attribute.Name.ToString() == "Covers").Select(attribute =>
        {
            SeparatedSyntaxList<AttributeArgumentSyntax> arguments = attribute.ArgumentList!.Arguments;
            string evidence = ((MemberAccessExpressionSyntax)arguments[1].Expression).Name.Identifier.Text;
            return new Coverage(TextOf(arguments[0]), evidence, arguments.Count > 2 ? TextOf(arguments[2]) : "", type, method.Identifier.Text, isTest);
        });
    }

    private static string TextOf(AttributeArgumentSyntax argument) => ((LiteralExpressionSyntax)argument.Expression).Token.ValueText;
}
