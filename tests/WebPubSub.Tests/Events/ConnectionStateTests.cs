// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;

namespace WebPubSub.Tests.Events;

/// <summary>Event handler reference, sections 9 and 17.</summary>
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
    public void Parse_OfSomethingElse_KnowsNoStates(string? header) => ConnectionStateHeader.Parse(header).Should().BeEmpty();

    [Fact]
    public void Parse_OfAMixture_LosesNothing()
    {
        string header = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"net":"Mg==","js":true,"text":"plain"}"""));

        ConnectionStateHeader.Parse(header).ToDictionary(state => state.Key, state => state.Value.ToString())
            .Should().Equal(new Dictionary<string, string> { ["net"] = "2", ["js"] = "true", ["text"] = "\"plain\"" });
    }

    [Theory]
    [InlineData("""{"\ud800":1,"good":2}""")]
    [InlineData("""{"bad":"\ud800","good":2}""")]
    public void Parse_OfWhatIsNoText_KeepsTheOthers(string json) =>
        ConnectionStateHeader.Parse(Convert.ToBase64String(Encoding.UTF8.GetBytes(json)))["good"].ToString().Should().Be("2");

    [Fact]
    public void SetState_OfWhatIsNotJson_IsRefused() => new UserEventResponse()
        .Invoking(response => response.SetState("name", BinaryData.FromString("bob"))).Should().Throw<ArgumentException>();

    [Fact]
    public void SetState_WritesTheDotNetForm()
    {
        var response = new UserEventResponse();
        response.SetState("counter", BinaryData.FromString("2"));
        response.SetState("name", "aaa");

        WebPubSubEventWriter.Write(response, Context(null)).ConnectionState.Should().Be(DotNetForm);
    }

    [Fact]
    public void SetState_KeepsTheOtherStates()
    {
        var response = new UserEventResponse();
        response.SetState("counter", 3);

        string? header = WebPubSubEventWriter.Write(response, Context(JavaScriptForm)).ConnectionState;

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

        WebPubSubEventWriter.Write(response, Context(DotNetForm)).ConnectionState.Should().Be(Cleared);
    }

    [Fact]
    public void ClearStates_ThenSetState_KeepsOnlyTheNewOne()
    {
        var response = new UserEventResponse();
        response.ClearStates();
        response.SetState("new", 1);

        string? header = WebPubSubEventWriter.Write(response, Context(DotNetForm)).ConnectionState;

        ConnectionStateHeader.Parse(header).Keys.Should().Equal("new");
    }

    [Fact]
    public void NoChange_SendsNoHeader() =>
        WebPubSubEventWriter.Write(new UserEventResponse(), Context(DotNetForm)).ConnectionState.Should().BeNull();

    private static WebPubSubConnectionContext Context(string? header) => new(
        WebPubSubEventType.User, "message", "chat", "c", connectionStates: ConnectionStateHeader.Parse(header));
}
