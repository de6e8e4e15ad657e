// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WebPubSub.Permissions;

namespace WebPubSub.SourceGenerator;

/// <summary>Warns about a string that looks like a role but is unknown. The service ignores an unknown role, so the client gets no permission.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class RoleAnalyzer : DiagnosticAnalyzer
{
    public static readonly DiagnosticDescriptor Misspelled = new(
        "WPS010",
        "Unknown role",
        "'{0}' is not a role of Web PubSub, and the service ignores it. Use WebPubSubRole, such as WebPubSubRole.SendToGroup(\"{1}\").",
        "WebPubSub",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: DiagnosticHelp.LinkTo("WPS010"));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Misspelled);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(
            node => Check(node, ((LiteralExpressionSyntax)node.Node).Token.ValueText), SyntaxKind.StringLiteralExpression);
        context.RegisterSyntaxNodeAction(
            node => Check(node, ((InterpolatedStringExpressionSyntax)node.Node).Contents.FirstOrDefault() is InterpolatedStringTextSyntax text ? text.TextToken.ValueText : ""),
            SyntaxKind.InterpolatedStringExpression);
    }

    // Ignores other strings that begin like a role, such as the claim 'webpubsub.group' or the name of a meter.
    private static void Check(SyntaxNodeAnalysisContext context, string text)
    {
        bool isMeant = RoleNames.HasRolePrefix(text) && RoleNames.GetFamily(text).IndexOf("group", StringComparison.OrdinalIgnoreCase) > 0;
        if (isMeant && !RoleNames.IsKnown(text))
        {
            context.ReportDiagnostic(Diagnostic.Create(Misspelled, context.Node.GetLocation(), text, "room"));
        }
    }
}
