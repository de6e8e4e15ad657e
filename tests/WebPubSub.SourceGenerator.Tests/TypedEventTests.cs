// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;

namespace WebPubSub.SourceGenerator.Tests;

/// <summary>Tests for the dispatch of user events to methods with types of the application.</summary>
public sealed class TypedEventTests
{
    private readonly Outer.DerivedHub _hub = new();

    [Theory]
    [InlineData("sendMessage", "{\"text\":\"hello\"}", WebPubSubDataType.Json, "Json {\"length\":5}")]
    [InlineData("SENDMESSAGE", "{\"text\":\"hello\"}", WebPubSubDataType.Text, "Json {\"length\":5}")]
    [InlineData("echo", "text", WebPubSubDataType.Text, "Text text")]
    [InlineData("Echo", "\"json\"", WebPubSubDataType.Json, "Text json")]
    [InlineData("bytes", "b", WebPubSubDataType.Binary, "Binary b")]
    [InlineData("refuse", "7", WebPubSubDataType.Json, "Text 7")]
    [InlineData("list", "[1,2,3]", WebPubSubDataType.Json, "Json [3,2,1]")]
    [InlineData("nullable", "{\"text\":\"\"}", WebPubSubDataType.Json, "Json {\"length\":1}")]
    [InlineData("more", "", WebPubSubDataType.Text, "Text more")]
    [InlineData("custom", "", WebPubSubDataType.Text, "Text custom")]
    [InlineData("positive", "{\"value\":3}", WebPubSubDataType.Json, "Json 3")]
    [InlineData("other", "x", WebPubSubDataType.Text, "Text none of them")]
    public async Task Event_ReachesItsMethod_AndReplies(string name, string payload, WebPubSubDataType type, string reply)
    {
        UserEventResponse? response = await RaiseAsync(name, payload, type);

        response!.Error.Should().BeNull();
        $"{response.DataType} {response.Data}".Should().Be(reply);
    }

    [Theory]
    [InlineData("nothing.at-all", "ignored", "nothing")]
    [InlineData("request", "", "Text")]
    public async Task Event_WithoutReply_ReturnsNull(string name, string payload, string call)
    {
        (await RaiseAsync(name, payload, WebPubSubDataType.Text)).Should().BeNull();
        _hub.Calls.Should().Equal(call);
    }

    [Fact]
    public void HubWithUserEventMethods_NeedsUserEvents() => WebPubSubHubEvents.Of<ChatHub>().UserEventPattern.Should().Be("*");

    [Fact]
    public async Task NullableMethod_ThatReturnsNull_HasNoReply()
    {
        (await RaiseAsync("nullable", "null", WebPubSubDataType.Json)).Should().BeNull();
        (await RaiseAsync("refuseOrNot", "false", WebPubSubDataType.Json)).Should().BeNull();
    }

    [Theory]
    [InlineData("refuse", "null", 429)]
    [InlineData("never", "", 403)]
    [InlineData("refuseOrNot", "true", 409)]
    public async Task Method_CanRejectTheEvent(string name, string payload, int status)
    {
        UserEventResponse? response = await RaiseAsync(name, payload, WebPubSubDataType.Json);

        response!.Error!.Status.Should().Be(status);
    }

    [Theory]
    [InlineData("sendMessage", "", WebPubSubDataType.Json)]
    [InlineData("sendMessage", "null", WebPubSubDataType.Json)]
    [InlineData("sendMessage", "[]", WebPubSubDataType.Json)]
    [InlineData("sendMessage", "{\"text\":1}", WebPubSubDataType.Json)]
    [InlineData("sendMessage", "hello", WebPubSubDataType.Text)]
    [InlineData("sendMessage", "\u0001", WebPubSubDataType.Binary)]
    [InlineData("echo", "{}", WebPubSubDataType.Json)]
    [InlineData("echo", "null", WebPubSubDataType.Json)]
    [InlineData("list", "[1,", WebPubSubDataType.Json)]
    [InlineData("positive", "{\"value\":-1}", WebPubSubDataType.Json)]
    [InlineData("list", "[99999999999]", WebPubSubDataType.Json)]
    public async Task PayloadThatDoesNotFit_IsRejected_WithoutACall(string name, string payload, WebPubSubDataType type)
    {
        UserEventResponse? response = await RaiseAsync(name, payload, type);

        response!.Error!.Status.Should().Be(400);
        response.Error.ErrorMessage.Should().StartWith($"The payload of '{name}'");
        _hub.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task OptionsWithoutAResolver_UseReflection()
    {
        UserEventResponse? response = await new PlainOptionsHub().OnUserEventAsync(Create("echo", "{\"text\":\"hi\"}", WebPubSubDataType.Json), CancellationToken.None);

        response!.Data!.ToString().Should().Be("{\"text\":\"hi\"}");
    }

    [Fact]
    public async Task DeepJson_IsRejected()
    {
        string deep = new string('[', 100_000) + new string(']', 100_000);

        (await RaiseAsync("list", deep, WebPubSubDataType.Json))!.Error!.Status.Should().Be(400);
    }

    [Fact]
    public async Task Method_GetsContextAndToken()
    {
        using var cancellation = new CancellationTokenSource();

        await _hub.OnUserEventAsync(Create("sendMessage", "{\"text\":\"hello\"}", WebPubSubDataType.Json), cancellation.Token);

        _hub.Calls.Should().Equal("ann: hello True");
    }

    private ValueTask<UserEventResponse?> RaiseAsync(string name, string payload, WebPubSubDataType type) =>
        _hub.OnUserEventAsync(Create(name, payload, type), CancellationToken.None);

    private static UserEventRequest Create(string name, string payload, WebPubSubDataType type) => new(
        new WebPubSubConnectionContext(WebPubSubEventType.User, name, "chat", "c", "ann"), BinaryData.FromBytes(Encoding.UTF8.GetBytes(payload)), type);
}
