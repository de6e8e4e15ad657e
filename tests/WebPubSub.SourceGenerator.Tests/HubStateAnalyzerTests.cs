// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace WebPubSub.SourceGenerator.Tests;

public sealed class HubStateAnalyzerTests
{
    [Theory]
    [InlineData("class H : WebPubSubHub { private int _count; public override Task OnConnectedAsync(ConnectedEventRequest r) { _count++; return Task.CompletedTask; } }", "'_count' of the hub 'H'")]
    [InlineData("class H : WebPubSubHub { public int Count { get; private set; } }", "'Count' of the hub 'H'")]
    [InlineData("abstract class B : WebPubSubHub; class H : B { protected string? last; }", "'last' of the hub 'H'")]
    [InlineData("partial class H : WebPubSubHub { [UserEvent] public void M() => _users.Add(\"x\"); private List<string> _users = []; }", "'_users' of the hub 'H'")]
    [InlineData("class H : WebPubSubHub { private readonly List<string> _users = []; }", "'_users' of the hub 'H'")]
    [InlineData("class H : WebPubSubHub { private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal); }", "'_counts' of the hub 'H'")]
    [InlineData("class H : WebPubSubHub { public System.Collections.Concurrent.ConcurrentQueue<string> Lines { get; } = new(); }", "'Lines' of the hub 'H'")]
    [InlineData("class H : WebPubSubHub { private readonly Queue<string> _lines = new(); }", "'_lines' of the hub 'H'")]
    [InlineData("class H : WebPubSubHub { private readonly IDictionary<string, int> _counts = new Dictionary<string, int>(); }", "'_counts' of the hub 'H'")]
    public async Task StateThatIsLost_ReportsAWarning(string code, string message)
    {
        Diagnostic diagnostic = (await AnalyzeAsync(code)).Should().ContainSingle().Subject;

        diagnostic.Id.Should().Be("WPS009");
        diagnostic.Severity.Should().Be(DiagnosticSeverity.Warning);
        diagnostic.GetMessage(CultureInfo.InvariantCulture).Should().Contain(message);
    }

    [Theory]
    [InlineData("class H(IServiceProvider services) : WebPubSubHub { private readonly IServiceProvider _services = services; }")]
    [InlineData("class H : WebPubSubHub { private static int s_count; private const int Max = 3; public int Limit => Max + s_count; }")]
    [InlineData("class H : WebPubSubHub { public required string Name { get; init; } public string Other { get; } = \"\"; }")]
    [InlineData("class C { private int _count; public int Count { get => _count; set => _count = value; } }")]
    [InlineData("class H : WebPubSubHub { private sealed class State { public int Count; } }")]
    [InlineData("class H : WebPubSubHub { private readonly List<string> _names = [\"a\"]; private readonly string[] _none = []; }")]
    [InlineData("class H(List<string> shared) : WebPubSubHub { private readonly List<string> _shared = shared; private readonly List<string> _copy = new(shared); }")]
    [InlineData("class H : WebPubSubHub { private readonly IReadOnlyList<string> _none = []; private static readonly List<string> s_all = []; }")]
    [InlineData("class H : WebPubSubHub { private readonly IEnumerable<string> _none = []; private readonly List<int>.Enumerator _e = new(); private readonly Comparer<string> _c = Comparer<string>.Default; }")]
    public async Task OtherState_ReportsNoWarning(string code) => (await AnalyzeAsync(code)).Should().BeEmpty();

    private static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(string code) =>
        await TestCompilation.Create(code).WithAnalyzers([new HubStateAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
}
