// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace WebPubSub.Documentation.Tests;

/// <summary>Compiles the code blocks of a page as a web project does, with the source generators that such a project has.</summary>
internal static class SnippetCompiler
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    // An app host has these in addition. Aspire generates a class for each project that it references.
    private const string AppHost = """
        global using Aspire.Hosting;
        global using Aspire.Hosting.ApplicationModel;

        namespace Projects
        {
            internal sealed class Api : IProjectMetadata { public string ProjectPath => ""; }
            internal sealed class Worker : IProjectMetadata { public string ProjectPath => ""; }
        }
        """;

    private static readonly string[] Generators = ["WebPubSub.SourceGenerator", "System.Text.Json.SourceGeneration", "Microsoft.Extensions.Logging.Generators"];

    // A snippet may declare a function or a variable for the reader to use. Each project ignores CS1701 and CS1702, which are about versions of assemblies.
    private static readonly string[] Allowed = ["CS8321", "CS0219", "CS0168", "CS1701", "CS1702"];

    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "snippet-references.txt")).Select(path => MetadataReference.CreateFromFile(path))]);

    private static readonly Lazy<ISourceGenerator[]> SourceGenerators = new(() => [.. FindGenerators()]);

    /// <summary>Compiles one block. The block sees the types that the blocks before it declare, unless it declares a type of the same name.</summary>
    public static Compilation Compile(string name, CodeBlock block, IEnumerable<CodeBlock> before)
    {
        SyntaxTree tree = Parse(block.Code);
        HashSet<string> declared = [.. TypesOf(tree).Select(NameOf)];
        List<SyntaxTree> trees = [tree, Parse(ImplicitUsings), .. IsAppHost(block) ? [Parse(AppHost)] : Array.Empty<SyntaxTree>()];
        foreach (SyntaxTree earlier in before.Reverse().Select(other => Parse(other.Code)))
        {
            MemberDeclarationSyntax[] types = [.. TypesOf(earlier).Where(type => declared.Add(NameOf(type)))];
            trees.Add(CSharpSyntaxTree.Create(earlier.GetCompilationUnitRoot().WithMembers(SyntaxFactory.List(types)), ParseOptions));
        }

        OutputKind kind = tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any()
            ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        Compilation compilation = CSharpCompilation.Create(
            name, trees, References.Value, new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(SourceGenerators.Value, parseOptions: ParseOptions).RunGeneratorsAndUpdateCompilation(compilation, out compilation, out ImmutableArray<Diagnostic> generated);
        generated.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Should().BeEmpty(name);
        return compilation;
    }

    /// <summary>Returns the errors and warnings, each with the line of the page.</summary>
    public static IEnumerable<string> FindProblems(Compilation compilation, CodeBlock block) =>
        compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !Allowed.Contains(diagnostic.Id))
            .Select(diagnostic => $"line {LineOf(compilation, diagnostic, block)}: {diagnostic.Id} {diagnostic.GetMessage()}");

    private static string LineOf(Compilation compilation, Diagnostic diagnostic, CodeBlock block) =>
        diagnostic.Location.SourceTree == compilation.SyntaxTrees.First()
            ? $"{block.Line + 1 + diagnostic.Location.GetLineSpan().StartLinePosition.Line}"
            : $"{block.Line} (in a type of an earlier block)";

    private static bool IsAppHost(CodeBlock block) =>
        block.Code.Contains("DistributedApplication", StringComparison.Ordinal) || block.Code.Contains("IResourceBuilder", StringComparison.Ordinal);

    private static CSharpSyntaxTree Parse(string code) => (CSharpSyntaxTree)CSharpSyntaxTree.ParseText(code, ParseOptions);

    private static IEnumerable<MemberDeclarationSyntax> TypesOf(SyntaxTree tree) =>
        ((CompilationUnitSyntax)tree.GetRoot()).Members.Where(member => member is not GlobalStatementSyntax);

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => member.ToString(),
    };

    private static IEnumerable<ISourceGenerator> FindGenerators()
    {
        var loader = new AnalyzerLoader();
        return File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "snippet-analyzers.txt"))
            .Where(path => Generators.Contains(Path.GetFileNameWithoutExtension(path)))
            .SelectMany(path => new AnalyzerFileReference(path, loader).GetGenerators(LanguageNames.CSharp));
    }

    private sealed class AnalyzerLoader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
