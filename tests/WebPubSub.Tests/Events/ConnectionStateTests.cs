// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;

namespace WebPubSub.Tests.Events;

/// <summary>Tests for connection states. See docs/protocols/event-handler.md#9-connection-state and #17-test-vectors.</summary>
public sealed class ConnectionStateTests
{
    private const string JavaScriptForm = "eyJjb3VudGVyIjoyLCJuYW1lIjoiYWFhIn0=";
    private const string DotNetForm = "eyJjb3VudGVyIjoiTWc9PSIsIm5hbWUiOiJJbUZoWVNJPSJ9";
    private const string Cleared = "e30=";

    [Theory]
    [InlineData(JavaScriptForm)]
    [InlineData(DotNetForm)]
    public void Parse_ReadsBothOfficialForms(string header)
    {
        IReadOnlyDictionary<string, BinaryData> states = ConnectionStateHeader.Parse(header);

        states.Should().HaveCount(2);
        states["counter"].ToString().Should().Be("2");
        states["name"].ToString().Should().Be("\"aaa\"");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("initial-state")]
    [InlineData(Cleared)]
    [InlineData("MTIz")]
    [InlineData("eyJhIjo=")]
    public void Parse_OfAnotherFormat_ReturnsNoStates(string? header) => ConnectionStateHeader.Parse(header).Should().BeEmpty();

    [Fact]
    public void Parse_OfMixedFormats_ReturnsEachState()
    {
        string header = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"net":"Mg==","js":true,"text":"plain"}"""));

        ConnectionStateHeader.Parse(header).ToDictionary(state => state.Key, state => state.Value.ToString())
            .Should().Equal(new Dictionary<string, string> { ["net"] = "2", ["js"] = "true", ["text"] = "\"plain\"" });
    }

    [Theory]
    [InlineData("""{"\ud800":1,"good":2}""")]
    [InlineData("""{"bad":"\ud800","good":2}""")]
    public void Parse_OfInvalidText_ReturnsTheOtherStates(string json) =>
        ConnectionStateHeader.Parse(Convert.ToBase64String(Encoding.UTF8.GetBytes(json)))["good"].ToString().Should().Be("2");

    [Fact]
    public void SetState_OfInvalidJson_Throws() => new UserEventResponse()
        .Invoking(response => response.SetState("name", BinaryData.FromString("bob"))).Should().Throw<ArgumentException>();

    [Fact]
    public void SetState_WritesTheDotNetForm()
    {
        var response = new UserEventResponse();
        response.SetState("counter", BinaryData.FromString("2"));
        response.SetState("name", "aaa");

        StateOf(response, null).Should().Be(DotNetForm);
    }

    [Fact]
    public void SetState_KeepsTheOtherStates()
    {
        var response = new UserEventResponse();
        response.SetState("counter", 3);

        string? header = StateOf(response, JavaScriptForm);

        IReadOnlyDictionary<string, BinaryData> states = ConnectionStateHeader.Parse(header);
        states["counter"].ToString().Should().Be("3");
        states["name"].ToString().Should().Be("\"aaa\"");
    }

    [Fact]
    public void ClearStates_SendsTheEmptyObject()
    {
        var response = new ConnectEventResponse();
        response.SetState("gone", 1);
        response.ClearStates();

        StateOf(response, DotNetForm).Should().Be(Cleared);
    }

    [Fact]
    public void ClearStates_ThenSetState_KeepsOnlyTheNewOne()
    {
        var response = new UserEventResponse();
        response.ClearStates();
        response.SetState("new", 1);

        string? header = StateOf(response, DotNetForm);

        ConnectionStateHeader.Parse(header).Keys.Should().Equal("new");
    }

    [Fact]
    public void Parse_ReadsEscapedBase64()
    {
        // The base64 of the JSON text "~~~>~" contains plus signs, which System.Text.Json escapes.
        const string Json = """{"a":"In5\u002Bfj5+Ig=="}""";

        ConnectionStateHeader.Parse(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Json)))["a"].ToString().Should().Be("\"~~~>~\"");
    }

    [Fact]
    public void RemoveState_RemovesOnlyThatState()
    {
        var response = new UserEventResponse();
        response.RemoveState("counter");
        response.RemoveState("never there");

        ConnectionStateHeader.Parse(StateOf(response, DotNetForm)).Keys.Should().Equal("name");
    }

    [Fact]
    public void SetState_AfterRemoveState_SetsTheState()
    {
        var response = new UserEventResponse();
        response.RemoveState("counter");
        response.SetState("counter", 5);

        ConnectionStateHeader.Parse(StateOf(response, DotNetForm))["counter"].ToString().Should().Be("5");
    }

    [Fact]
    public void JavaScriptFormat_WritesPlainJson()
    {
        var response = new UserEventResponse { ConnectionStateFormat = ConnectionStateFormat.JavaScript };
        response.SetState("counter", 2);
        response.SetState("name", "aaa");

        StateOf(response, null).Should().Be(JavaScriptForm);
        StateOf(response, DotNetForm).Should().Be(JavaScriptForm, "unchanged states are written in this format too");
    }

    [Fact]
    public void RawState_ReplacesEverything()
    {
        var response = new UserEventResponse();
        response.SetState("ignored", 1);
        response.SetRawConnectionState("initial-state");
        var empty = new UserEventResponse();
        empty.SetRawConnectionState("");

        StateOf(response, DotNetForm).Should().Be("initial-state");
        StateOf(empty, DotNetForm).Should().Be("");
        response.Invoking(r => r.SetRawConnectionState("a\r\nb: c")).Should().Throw<ArgumentException>();
        response.Invoking(r => r.SetRawConnectionState("é")).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData(DotNetForm)]
    [InlineData(JavaScriptForm)]
    public void GetState_ReadsBothForms(string header)
    {
        WebPubSubConnectionContext context = Request(header).ConnectionContext;

        context.GetState<int>("counter").Should().Be(2);
        context.GetState<string>("name").Should().Be("aaa");
        context.GetState("counter", EventTestJson.Default.Int32).Should().Be(2);
        context.GetState<int>("name").Should().Be(0, "the state is not a number");
        context.GetState("name", EventTestJson.Default.Int32).Should().Be(0, "the state is not a number");
        context.GetState<string>("missing").Should().BeNull();
    }

    [Fact]
    public void ConnectionWithoutState_ThrowsNoException()
    {
        int exceptions = 0;
        int thread = Environment.CurrentManagedThreadId;
        void Count(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs args) => exceptions += Environment.CurrentManagedThreadId == thread ? 1 : 0;
        AppDomain.CurrentDomain.FirstChanceException += Count;
        var response = new UserEventResponse();
        response.SetState("a", BinaryData.FromString("1"));

        string? state = StateOf(response, header: null);

        AppDomain.CurrentDomain.FirstChanceException -= Count;
        Encoding.UTF8.GetString(Convert.FromBase64String(state!)).Should().Be("""{"a":"MQ=="}""");
        exceptions.Should().Be(0);
    }

    [Fact]
    public void NoChange_SendsNoHeader() =>
        StateOf(new UserEventResponse(), DotNetForm).Should().BeNull();

    // The result must be the same if the hub has read the states before.
    private static string? StateOf(ConnectionStateResponse response, string? header)
    {
        UserEventRequest read = Request(header);
        _ = read.ConnectionContext.ConnectionStates;
        string? state = StateOfAnswer(response, Request(header));
        StateOfAnswer(response, read).Should().Be(state);
        return state;
    }

    private static string? StateOfAnswer(ConnectionStateResponse response, UserEventRequest request) =>
        WebPubSubEventWriter.Write(response, request).Headers.SingleOrDefault(pair => pair.Key == "ce-connectionState").Value;

    private static UserEventRequest Request(string? header) => new(
        new WebPubSubConnectionContext(WebPubSubEventType.User, "message", "chat", "c") { RawConnectionState = header },
        BinaryData.FromString(""),
        WebPubSubDataType.Text);
}
