// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WebPubSub.Architecture.Tests;

/// <summary>
/// The references between the folders of a package. A type belongs to the folder of its source file. Each type in the package root is a separate node.
/// </summary>
public sealed class FolderGraph
{
    private readonly SortedDictionary<string, SortedSet<string>> _edges = new(StringComparer.Ordinal);
    private readonly string _package;

    private FolderGraph(string package) => _package = package;

    /// <summary>Reads the source files of a package. References in signatures and bodies count; references in comments do not.</summary>
    public static FolderGraph Read(string package)
    {
        var graph = new FolderGraph(package);
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        SyntaxTree[] trees = [.. Directory.EnumerateFiles(package, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file)), CSharpSyntaxTree.ParseText(GlobalUsings, options, "")];
        string name = Path.GetFileName(package);
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileNameWithoutExtension(file) != name)
            .Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create(name, trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        foreach (SyntaxTree tree in trees.Where(tree => tree.FilePath.Length > 0))
        {
            graph.AddReferences(tree, compilation.GetSemanticModel(tree));
        }

        return graph;
    }

    /// <summary>Returns the cycles. Each cycle is the sorted list of its nodes.</summary>
    public IReadOnlyList<string> FindCycles()
    {
        var cycles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string node in _edges.Keys)
        {
            HashSet<string> reachable = Reach(node);
            if (reachable.Contains(node))
            {
                cycles.Add(string.Join(", ", reachable.Where(other => Reach(other).Contains(node)).Order(StringComparer.Ordinal)));
            }
        }

        return [.. cycles];
    }

    public override string ToString() => string.Join('\n', _edges.Select(edge => $"{edge.Key} -> {string.Join(", ", edge.Value)}"));

    private const string GlobalUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private HashSet<string> Reach(string node)
    {
        var reached = new HashSet<string>();
        var open = new Queue<string>(_edges.GetValueOrDefault(node) ?? []);
        while (open.TryDequeue(out string? next))
        {
            if (reached.Add(next) && _edges.TryGetValue(next, out SortedSet<string>? further))
            {
                foreach (string other in further)
                {
                    open.Enqueue(other);
                }
            }
        }

        return reached;
    }

    private void AddReferences(SyntaxTree tree, SemanticModel model)
    {
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            ISymbol? symbol = node switch
            {
                SimpleNameSyntax or ConstructorInitializerSyntax => model.GetSymbolInfo(node).Symbol ?? model.GetSymbolInfo(node).CandidateSymbols.FirstOrDefault(),
                ImplicitObjectCreationExpressionSyntax => model.GetTypeInfo(node).Type,
                _ => null,
            };
            if (symbol is not null && TypeOf(symbol) is { } target && NodeOf(target) is { } to && SourceNode(node, model) is { } from && from != to)
            {
                if (!_edges.TryGetValue(from, out SortedSet<string>? targets))
                {
                    _edges[from] = targets = new SortedSet<string>(StringComparer.Ordinal);
                }

                targets.Add(to);
            }
        }
    }

    private static INamedTypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => type.OriginalDefinition,
        IMethodSymbol { ReducedFrom: { } extension } => extension.ContainingType,
        IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol => symbol.ContainingType?.OriginalDefinition,
        _ => null,
    };

    private string? SourceNode(SyntaxNode node, SemanticModel model)
    {
        SyntaxNode? declaration = node.Ancestors().LastOrDefault(ancestor => ancestor is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);
        return declaration is not null && model.GetDeclaredSymbol(declaration) is INamedTypeSymbol type ? NodeOf(type) : null;
    }

    private string? NodeOf(INamedTypeSymbol type)
    {
        INamedTypeSymbol outermost = type;
        while (outermost.ContainingType is { } containing)
        {
            outermost = containing;
        }

        string? file = outermost.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath;
        if (string.IsNullOrEmpty(file))
        {
            return null; // not a type of this package
        }

        string folder = Path.GetRelativePath(_package, Path.GetDirectoryName(file)!);
        return folder == "." ? outermost.Name : folder + Path.DirectorySeparatorChar;
    }
}
