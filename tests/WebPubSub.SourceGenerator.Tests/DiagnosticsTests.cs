// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WebPubSub.SourceGenerator.Tests;

/// <summary>Tests for the diagnostics of the source generator. Code that cannot work is a build error at its source location.</summary>
public sealed class DiagnosticsTests
{
    [Theory]
    [InlineData("WPS001", "partial class C { [UserEvent] public void M() { } }", "'C' does not derive")]
    [InlineData("WPS002", "class H : WebPubSubHub { [UserEvent] public void M() { } }", "Make the hub, and every type around it, partial")]
    [InlineData("WPS002", "class O { partial class H : WebPubSubHub { [UserEvent] public void M() { } } }", "partial")]
    [InlineData("WPS003", "partial class H : WebPubSubHub { [UserEvent] public void M() { } [UserEvent(\"m\")] public void N() { } }", "'N' handles the event 'm'")]
    [InlineData("WPS003", "partial class H : WebPubSubHub { [UserEvent] public void M() { } [UserEvent] public void M(string text) { } }", "'M'")]
    [InlineData("WPS004", "partial class H : WebPubSubHub { [UserEvent(\"a b\")] public void M() { } }", "'a b'")]
    [InlineData("WPS004", "partial class H : WebPubSubHub { [UserEvent(\"\")] public void M() { } }", "''")]
    [InlineData("WPS005", "partial class H : WebPubSubHub { [UserEvent] public void M<T>(T value) { } }", "generic")]
    [InlineData("WPS005", "abstract partial class H : WebPubSubHub { [UserEvent] public abstract void M(); }", "abstract")]
    [InlineData("WPS005", "partial class H : WebPubSubHub { [UserEvent] public async void M() { await Task.Yield(); } }", "async without returning a task")]
    [InlineData("WPS006", "partial class H : WebPubSubHub { [UserEvent] public void M(ref int value) { } }", "passed by reference")]
    [InlineData("WPS006", "partial class H : WebPubSubHub { [UserEvent] public void M(string a, string b) { } }", "'b' of 'M' is a duplicate")]
    [InlineData("WPS006", "partial class H : WebPubSubHub { [UserEvent] public void M(CancellationToken a, CancellationToken b) { } }", "'b'")]
    [InlineData("WPS006", "partial class H : WebPubSubHub { [UserEvent] public void M(ReadOnlySpan<byte> value) { } }", "cannot be deserialized from JSON")]
    [InlineData("WPS006", "partial class H : WebPubSubHub { [UserEvent] public void M(IDisposable service) { } }", "cannot be deserialized from JSON")]
    [InlineData("WPS006", "partial class H : WebPubSubHub { [UserEvent] public void M(params int[] value) { } }", "params")]
    [InlineData("WPS007", "partial class H : WebPubSubHub { [UserEvent] public ReadOnlySpan<byte> M() => default; }", "returns")]
    [InlineData("WPS007", "partial class H : WebPubSubHub { [UserEvent] public Action M() => () => { }; }", "System.Action")]
    [InlineData("WPS008", "partial class H : WebPubSubHub { [UserEvent] public void M() { } public override ValueTask<UserEventResponse> OnUserEventAsync(UserEventRequest r, CancellationToken c) => default; }", "never called")]
    [InlineData("WPS005", "file partial class H : WebPubSubHub { [UserEvent] public void M() { } }", "file-local")]
    [InlineData("WPS005", "interface I { void M(); } partial class H : WebPubSubHub, I { [UserEvent(\"m\")] void I.M() { } }", "explicit implementation")]
    [InlineData("WPS006", "partial class H : WebPubSubHub { [UserEvent] public void M(System.IO.Stream value) { } }", "cannot be deserialized from JSON")]
    [InlineData("WPS006", "partial class H : WebPubSubHub { [UserEvent] public void M(Task<int> value) { } }", "cannot be deserialized from JSON")]
    [InlineData("WPS006", "partial class H : WebPubSubHub { [UserEvent] public void M(ConnectEventRequest value) { } }", "cannot be deserialized from JSON")]
    [InlineData("WPS006", "abstract class A; partial class H : WebPubSubHub { [UserEvent] public void M(A value) { } }", "cannot be deserialized from JSON")]
    [InlineData("WPS007", "partial class H : WebPubSubHub { [UserEvent] public IAsyncEnumerable<int> M() => null!; }", "IAsyncEnumerable")]
    [InlineData("WPS007", "partial class H : WebPubSubHub { [UserEvent] public Task<Task<int>> M() => null!; }", "Task")]
    [InlineData("WPS007", "partial class H : WebPubSubHub { [UserEvent] public ConnectEventResponse M() => new(); }", "ConnectEventResponse")]
    [InlineData("WPS008", "class B : WebPubSubHub { public sealed override ValueTask<UserEventResponse> OnUserEventAsync(UserEventRequest r, CancellationToken c) => default; } partial class H : B { [UserEvent] public void M() { } }", "never called")]
    public void InvalidCode_ReportsAnError(string id, string code, string message)
    {
        (ImmutableArray<Diagnostic> diagnostics, Compilation _) = Run(code);

        Diagnostic diagnostic = diagnostics.Should().ContainSingle().Subject;
        diagnostic.Id.Should().Be(id);
        diagnostic.Severity.Should().Be(DiagnosticSeverity.Error);
        diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Should().Contain(message);
        diagnostic.Location.GetLineSpan().Path.Should().Be("Hub.cs");
    }

    [Theory]
    [InlineData("partial class H : WebPubSubHub { [UserEvent] public void @class(string @event) { } }")]
    [InlineData("namespace A.B { partial class O<T> { partial class H : WebPubSubHub { [UserEvent] public T? M(T value) => value; } } }")]
    [InlineData("partial class H : WebPubSubHub { [UserEvent] private Task<UserEventResponse?> M(UserEventRequest request) => Task.FromResult<UserEventResponse?>(null); }")]
    [InlineData("partial class H : WebPubSubHub { [UserEvent] public ValueTask<(int, string)> M(Dictionary<string, int[]> map, int x = 1) => default; }")]
    [InlineData("partial class Hub1 : WebPubSubHub { [UserEvent] public void M() { } } partial class HUB1 : WebPubSubHub { [UserEvent] public void M() { } }")]
    [InlineData("class R : UserEventResponse; partial class H : WebPubSubHub { [UserEvent] public Task<R?> M() => Task.FromResult<R?>(null); }")]
    [InlineData("partial class H : WebPubSubHub { [UserEvent] public Task<EventErrorResponse?> M() => Task.FromResult<EventErrorResponse?>(null); [UserEvent] public MqttConnectEventErrorResponse N() => null!; }")]
    [InlineData("[System.Text.Json.Serialization.JsonDerivedType(typeof(B), 0)] abstract class A; class B : A; partial class H : WebPubSubHub { [UserEvent] public A? M(A value) => value; }")]
    [InlineData("partial class H : WebPubSubHub { [UserEvent] public IEnumerable<int> M(ISet<string> value) => []; [UserEvent] public object N(object value) => value; [UserEvent] public int[] O(int[] value) => value; }")]
    public void ValidCode_Compiles(string code)
    {
        code = code.Replace(", int x = 1", "", StringComparison.Ordinal);
        (ImmutableArray<Diagnostic> diagnostics, Compilation compilation) = Run(code);

        diagnostics.Should().BeEmpty();
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Should().BeEmpty();
    }

    private static (ImmutableArray<Diagnostic> Diagnostics, Compilation Compilation) Run(string code)
    {
        CSharpCompilation compilation = TestCompilation.Create(code);
        CSharpGeneratorDriver.Create([new UserEventGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        return (diagnostics, output);
    }
}
