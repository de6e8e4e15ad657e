// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WebPubSub.SourceGenerator;

/// <summary>Reads a method with <c>[UserEvent]</c> and validates that generated code can call it.</summary>
internal sealed class UserEventMethodReader
{
    private const string Payload = "payload!";
    private const string Hub = "WebPubSub.WebPubSubHub";
    private const string Response = "WebPubSub.UserEventResponse";
    private const string ErrorResponse = "WebPubSub.EventErrorResponse";
    private readonly IMethodSymbol _method;
    private readonly string _name;

    private UserEventMethodReader(IMethodSymbol method, string name)
    {
        _method = method;
        _name = name;
    }

    public static UserEventMethod Read(GeneratorAttributeSyntaxContext context)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        string name = context.Attributes[0].ConstructorArguments.FirstOrDefault().Value as string ?? method.Name;
        return new UserEventMethodReader(method, name).Read();
    }

    private UserEventMethod Read()
    {
        INamedTypeSymbol hub = _method.ContainingType;
        UserEventFault? fault = FindFault(hub) ?? FindParameterFault();
        UserEventCall? call = fault is null ? ReadCall() : null;
        if (call is null && fault is null)
        {
            fault = Fault(UserEventDiagnostics.BadReturn, _method.ReturnType.ToDisplayString());
        }

        return new UserEventMethod(
            Name(hub),
            hub.ContainingNamespace.IsGlobalNamespace ? "" : hub.ContainingNamespace.ToDisplayString(),
            GetTypeDeclarations(hub),
            _name,
            call,
            Fault(UserEventDiagnostics.DuplicateName, _name),
            fault);
    }

    private UserEventFault? FindFault(INamedTypeSymbol hub) =>
        hub.BaseType is null || !IsOrDerivesFrom(hub.BaseType, Hub) ? Fault(UserEventDiagnostics.NotAHub, hub.Name)
        : !IsPartial(hub) ? Fault(UserEventDiagnostics.NotPartial, hub.Name)
        : OverridesDispatch(hub) ? Fault(UserEventDiagnostics.OwnDispatch, hub.Name)
        : !IsEventName(_name) ? Fault(UserEventDiagnostics.BadName, _name)
        : hub.IsFileLocal ? Fault(UserEventDiagnostics.BadMethod, "in a file-local hub")
        : _method.MethodKind == MethodKind.ExplicitInterfaceImplementation ? Fault(UserEventDiagnostics.BadMethod, "an explicit implementation of an interface")
        : _method.IsGenericMethod ? Fault(UserEventDiagnostics.BadMethod, "generic")
        : _method.IsAbstract ? Fault(UserEventDiagnostics.BadMethod, "abstract")
        : _method is { IsAsync: true, ReturnsVoid: true } ? Fault(UserEventDiagnostics.BadMethod, "async without returning a task")
        : _method.ReturnsByRef || _method.ReturnsByRefReadonly ? Fault(UserEventDiagnostics.BadMethod, "returning a reference")
        : null;

    private UserEventFault? FindParameterFault()
    {
        var seen = new HashSet<string>();
        foreach (IParameterSymbol parameter in _method.Parameters)
        {
            string? why =
                parameter.RefKind != RefKind.None ? "is passed by reference"
                : parameter.IsParams ? "is a params parameter"
                : GetArgument(parameter) == Payload && !IsJson(parameter.Type) ? "has a type that cannot be deserialized from JSON"
                : !seen.Add(GetArgument(parameter)) ? "is a duplicate: a method can have one payload, one request, one context and one cancellation token"
                : null;
            if (why is not null)
            {
                return UserEventFault.Create(UserEventDiagnostics.BadParameter, parameter.Locations[0], _method.Name, parameter.Name, why);
            }
        }

        return null;
    }

    private UserEventCall? ReadCall()
    {
        IParameterSymbol? payload = _method.Parameters.FirstOrDefault(parameter => GetArgument(parameter) == Payload);
        (bool isAwaited, ITypeSymbol? result) = ReadResult(_method.ReturnType);
        UserEventResultKind kind = KindOf(result);
        return kind == UserEventResultKind.Unusable
            ? null
            : new UserEventCall(
                $"{(_method.IsStatic ? Name(_method.ContainingType) : "this")}.@{_method.Name}",
                payload is null ? null : Name(payload.Type),
                payload is { NullableAnnotation: NullableAnnotation.Annotated },
                string.Join(", ", _method.Parameters.Select(GetArgument)),
                isAwaited,
                kind,
                result is null ? null : Name(result));
    }

    private static UserEventResultKind KindOf(ITypeSymbol? type) =>
        type is null ? UserEventResultKind.None
        : IsOrDerivesFrom(type, Response) ? UserEventResultKind.Response
        : IsOrDerivesFrom(type, ErrorResponse) ? UserEventResultKind.ErrorResponse
        : type is { SpecialType: SpecialType.System_Object } || IsJson(type) || IsCollection(type) ? UserEventResultKind.Value
        : UserEventResultKind.Unusable;

    // Excludes types that the serializer does not support, and types of this package that have another meaning.
    private static bool IsJson(ITypeSymbol type) =>
        !type.IsRefLikeType
        && type.TypeKind is not (TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Delegate)
        && (type.TypeKind != TypeKind.Interface || IsCollection(type))
        && !(type is { IsAbstract: true, TypeKind: TypeKind.Class } && !IsPolymorphic(type))
        && !(type is INamedTypeSymbol named && IsTask(named))
        && !IsOrDerivesFrom(type, "System.IO.Stream")
        && !IsOrDerivesFrom(type, "WebPubSub.WebPubSubEventResponse")
        && !IsOrDerivesFrom(type, "WebPubSub.WebPubSubEventRequest")
        && !IsOrDerivesFrom(type, Hub);

    // Attributes of an abstract class can define which derived class or converter the serializer uses.
    private static bool IsPolymorphic(ITypeSymbol type) => type.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.ContainingNamespace.ToDisplayString() == "System.Text.Json.Serialization"
        && attribute.AttributeClass.Name is "JsonPolymorphicAttribute" or "JsonDerivedTypeAttribute" or "JsonConverterAttribute");

    private static bool IsOrDerivesFrom(ITypeSymbol type, string name)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString() == name)
            {
                return true;
            }
        }

        return false;
    }

    // Finds an override in the hub itself, or a sealed override in a base class.
    private static bool OverridesDispatch(INamedTypeSymbol hub)
    {
        for (INamedTypeSymbol? type = hub; type is not null && type.ToDisplayString() != Hub; type = type.BaseType)
        {
            if (type.GetMembers("OnUserEventAsync").OfType<IMethodSymbol>().Any(
                method => method.IsOverride && (method.IsSealed || SymbolEqualityComparer.Default.Equals(type, hub))))
            {
                return true;
            }
        }

        return false;
    }

    private static (bool IsAwaited, ITypeSymbol? Result) ReadResult(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Void } => (false, null),
        INamedTypeSymbol { IsGenericType: true } generic when IsTask(generic) => (true, generic.TypeArguments[0]),
        INamedTypeSymbol task when IsTask(task) => (true, null),
        _ => (false, type),
    };

    private static bool IsTask(INamedTypeSymbol type) =>
        type.Name is "Task" or "ValueTask" && type.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks";

    private static bool IsCollection(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Interface
        && type.Name != "IAsyncEnumerable"
        && type.ContainingNamespace.ToDisplayString() is "System.Collections.Generic" or "System.Collections";

    private static string GetArgument(IParameterSymbol parameter) => Name(parameter.Type) switch
    {
        "global::WebPubSub.UserEventRequest" => "request",
        "global::WebPubSub.WebPubSubConnectionContext" => "request.ConnectionContext",
        "global::System.Threading.CancellationToken" => "cancellationToken",
        _ => Payload,
    };

    private static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.All(reference =>
            reference.GetSyntax() is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(modifier => modifier.ValueText == "partial"))
        && (type.ContainingType is null || IsPartial(type.ContainingType));

    private static bool IsEventName(string name) =>
        name.Length is > 0 and <= 128 && IsLetter(name[0]) && name.All(character => IsLetter(character) || character is >= '0' and <= '9' or '_' or '.' or '-');

    private static bool IsLetter(char character) => character is >= 'a' and <= 'z' or >= 'A' and <= 'Z';

    // Returns one line for each type, such as "partial class Outer". The outermost type is first.
    private static string GetTypeDeclarations(INamedTypeSymbol type)
    {
        string kind = type switch
        {
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
        string line = $"partial {kind} {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}";
        return type.ContainingType is null ? line : GetTypeDeclarations(type.ContainingType) + "\n" + line;
    }

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private UserEventFault Fault(DiagnosticDescriptor descriptor, string argument) =>
        UserEventFault.Create(descriptor, _method.Locations[0], _method.Name, argument);
}
