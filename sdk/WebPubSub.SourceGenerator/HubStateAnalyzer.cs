// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace WebPubSub.SourceGenerator;

/// <summary>Warns about mutable fields, properties and collections of a hub. A hub is created for each event, so their values are lost.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class HubStateAnalyzer : DiagnosticAnalyzer
{
    public static readonly DiagnosticDescriptor MutableState = new(
        "WPS009",
        "State of a hub is lost after the event",
        "'{0}' of the hub '{1}' loses its value after each event, because a hub is created for each event. Use the connection state, or a service that is registered as a singleton.",
        "WebPubSub",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticHelp.LinkTo("WPS009"));

    // These collections do not implement ICollection<T>.
    private static readonly string[] Queues = ["Queue", "Stack", "PriorityQueue", "ConcurrentQueue", "ConcurrentStack", "ConcurrentBag", "BlockingCollection"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(MutableState);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName("WebPubSub.WebPubSubHub") is { } hub)
            {
                start.RegisterSymbolAction(symbol => Check(symbol, hub), SymbolKind.NamedType);
            }
        });
    }

    private static void Check(SymbolAnalysisContext context, INamedTypeSymbol hub)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!DerivesFrom(type, hub))
        {
            return;
        }

        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(IsMutableState))
        {
            ISymbol member = field.AssociatedSymbol ?? field; // the property of a backing field
            context.ReportDiagnostic(Diagnostic.Create(MutableState, member.Locations[0], member.Name, type.Name));
        }
    }

    private static bool IsMutableState(IFieldSymbol field) =>
        !field.IsStatic && !field.IsConst && (field.IsReadOnly ? IsOwnCollection(field) : CanBeAssigned(field));

    private static bool CanBeAssigned(IFieldSymbol field) =>
        field.AssociatedSymbol switch
        {
            null => !field.IsImplicitlyDeclared,
            IPropertySymbol property => property.SetMethod is { IsInitOnly: false },
            _ => false,
        };

    // A hub that creates an empty collection is going to fill it. A collection with elements, or from another source, can be read-only data.
    private static bool IsOwnCollection(IFieldSymbol field) =>
        IsMutableCollection(field.Type)
        && (field.AssociatedSymbol ?? field).DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).Any(syntax => syntax switch
        {
            VariableDeclaratorSyntax { Initializer.Value: { } value } => IsEmptyCollection(value),
            PropertyDeclarationSyntax { Initializer.Value: { } value } => IsEmptyCollection(value),
            _ => false,
        });

    private static bool IsMutableCollection(ITypeSymbol type) =>
        (type.TypeKind == TypeKind.Class && Queues.Contains(type.Name))
        || (type.TypeKind is TypeKind.Class or TypeKind.Interface
            && type.ContainingNamespace.ToDisplayString() is "System.Collections.Generic" or "System.Collections.Concurrent" or "System.Collections.ObjectModel"
            && !type.Name.Contains("ReadOnly")
            && type.AllInterfaces.Concat(new[] { type }).Any(candidate => candidate.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_ICollection_T));

    private static bool IsEmptyCollection(ExpressionSyntax value) => value switch
    {
        BaseObjectCreationExpressionSyntax creation => creation.Initializer is not { Expressions.Count: > 0 }
            && creation.ArgumentList?.Arguments.All(argument => argument.ToString().Contains("Compar")) != false,
        CollectionExpressionSyntax collection => collection.Elements.Count == 0,
        _ => false,
    };

    private static bool DerivesFrom(INamedTypeSymbol type, INamedTypeSymbol hub)
    {
        for (INamedTypeSymbol? parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(parent, hub))
            {
                return true;
            }
        }

        return false;
    }
}
