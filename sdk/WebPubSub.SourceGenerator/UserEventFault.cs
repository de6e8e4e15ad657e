// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace WebPubSub.SourceGenerator;

/// <summary>The data of a diagnostic, which is compared by value. So an unchanged diagnostic does not run the generator again.</summary>
internal sealed record UserEventFault(string Id, string Path, TextSpan Span, LinePositionSpan Lines, string Argument0, string Argument1, string Argument2)
{
    public static UserEventFault Create(DiagnosticDescriptor descriptor, Location location, string argument0, string argument1, string argument2 = "") =>
        new(descriptor.Id, location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span, argument0, argument1, argument2);

    public Diagnostic ToDiagnostic(DiagnosticDescriptor descriptor) =>
        Diagnostic.Create(descriptor, Location.Create(Path, Span, Lines), Argument0, Argument1, Argument2);
}
