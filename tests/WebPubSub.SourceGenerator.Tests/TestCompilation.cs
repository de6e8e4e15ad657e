// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WebPubSub.SourceGenerator.Tests;

/// <summary>A compilation of an application that references the core package.</summary>
internal static class TestCompilation
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using WebPubSub;\n";

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    public static CSharpCompilation Create(string code) => CSharpCompilation.Create(
        "Application",
        [CSharpSyntaxTree.ParseText(Usings + code, ParseOptions, "Hub.cs", System.Text.Encoding.UTF8)],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
