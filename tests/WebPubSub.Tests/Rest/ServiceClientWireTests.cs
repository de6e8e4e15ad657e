// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Core;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using WebPubSub.TestUtilities;

namespace WebPubSub.Tests.Rest;

/// <summary>
/// Tests for the HTTP request of each operation. See docs/protocols/rest-api.md#4-authentication, #6-common-rules, #7-operations and #9-sending-messages.
/// </summary>
public sealed partial class ServiceClientWireTests : IAsyncLifetime
{
    private const string Key = "7aab239577fd4f24bc919802fb629f5f7aab239577fd4f24bc919802fb629f5f";
    private const string Hub = "/api/hubs/chat";
    private const string Version = "api-version=2024-12-01";
    private StubServer _service = null!;
    private WebPubSubServiceClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await StubServer.StartAsync();
        _client = new WebPubSubServiceClient(_service.Address, "chat", new AzureKeyCredential(Key), WithoutDelays());
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    /// <summary>Gets each operation, asynchronous and synchronous, with its documented request.</summary>
    public static TheoryData<string, string, string, Func<WebPubSubServiceClient, Task>, Action<WebPubSubServiceClient>> Operations => new()
    {
        { "SendToAll", "POST", $"{Hub}/:send?{Version}", c => c.SendToAllAsync("m"), c => c.SendToAll("m") },
        { "SendToGroup", "POST", $"{Hub}/groups/room/:send?{Version}", c => c.SendToGroupAsync("room", "m"), c => c.SendToGroup("room", "m") },
        { "SendToUser", "POST", $"{Hub}/users/u/:send?{Version}", c => c.SendToUserAsync("u", "m"), c => c.SendToUser("u", "m") },
        { "SendToConnection", "POST", $"{Hub}/connections/c/:send?{Version}", c => c.SendToConnectionAsync("c", "m"), c => c.SendToConnection("c", "m") },
        { "ConnectionExists", "HEAD", $"{Hub}/connections/c?{Version}", c => c.ConnectionExistsAsync("c"), c => c.ConnectionExists("c") },
        { "UserExists", "HEAD", $"{Hub}/users/u?{Version}", c => c.UserExistsAsync("u"), c => c.UserExists("u") },
        { "GroupExists", "HEAD", $"{Hub}/groups/room?{Version}", c => c.GroupExistsAsync("room"), c => c.GroupExists("room") },
        { "CloseConnection", "DELETE", $"{Hub}/connections/c?{Version}", c => c.CloseConnectionAsync("c"), c => c.CloseConnection("c") },
        { "CloseConnection with reason", "DELETE", $"{Hub}/connections/c?{Version}&reason=a%20b%26c", c => c.CloseConnectionAsync("c", "a b&c"), c => c.CloseConnection("c", "a b&c") },
        { "AddConnectionToGroup", "PUT", $"{Hub}/groups/room/connections/c?{Version}", c => c.AddConnectionToGroupAsync("room", "c"), c => c.AddConnectionToGroup("room", "c") },
        { "RemoveConnectionFromGroup", "DELETE", $"{Hub}/groups/room/connections/c?{Version}", c => c.RemoveConnectionFromGroupAsync("room", "c"), c => c.RemoveConnectionFromGroup("room", "c") },
        { "AddUserToGroup", "PUT", $"{Hub}/users/u/groups/room?{Version}", c => c.AddUserToGroupAsync("room", "u"), c => c.AddUserToGroup("room", "u") },
        { "RemoveUserFromGroup", "DELETE", $"{Hub}/users/u/groups/room?{Version}", c => c.RemoveUserFromGroupAsync("room", "u"), c => c.RemoveUserFromGroup("room", "u") },
        { "RemoveConnectionFromAllGroups", "DELETE", $"{Hub}/connections/c/groups?{Version}", c => c.RemoveConnectionFromAllGroupsAsync("c"), c => c.RemoveConnectionFromAllGroups("c") },
        { "RemoveUserFromAllGroups", "DELETE", $"{Hub}/users/u/groups?{Version}", c => c.RemoveUserFromAllGroupsAsync("u"), c => c.RemoveUserFromAllGroups("u") },
        { "CloseAllConnections", "POST", $"{Hub}/:closeConnections?{Version}&excluded=a&excluded=b%20c&reason=r", c => c.CloseAllConnectionsAsync(["a", "b c"], "r"), c => c.CloseAllConnections(["a", "b c"], "r") },
        { "CloseGroupConnections", "POST", $"{Hub}/groups/room/:closeConnections?{Version}", c => c.CloseGroupConnectionsAsync("room"), c => c.CloseGroupConnections("room") },
        { "CloseUserConnections", "POST", $"{Hub}/users/u/:closeConnections?{Version}&excluded=a", c => c.CloseUserConnectionsAsync("u", ["a"]), c => c.CloseUserConnections("u", ["a"]) },
        { "AddConnectionsToGroups", "POST", $"{Hub}/:addToGroups?{Version}", c => c.AddConnectionsToGroupsAsync(["a/b"], null), c => c.AddConnectionsToGroups(["a/b"], null) },
        { "RemoveConnectionsFromGroups", "POST", $"{Hub}/:removeFromGroups?{Version}", c => c.RemoveConnectionsFromGroupsAsync(["a"]), c => c.RemoveConnectionsFromGroups(["a"]) },
        { "GrantPermission", "PUT", $"{Hub}/permissions/sendToGroup/connections/c?{Version}&targetName=a%2Fb", c => c.GrantPermissionAsync(WebPubSubPermission.SendToGroup, "c", "a/b"), c => c.GrantPermission(WebPubSubPermission.SendToGroup, "c", "a/b") },
        { "RevokePermission", "DELETE", $"{Hub}/permissions/joinLeaveGroup/connections/c?{Version}&targetName=g", c => c.RevokePermissionAsync(WebPubSubPermission.JoinLeaveGroup, "c", "g"), c => c.RevokePermission(WebPubSubPermission.JoinLeaveGroup, "c", "g") },
        { "CheckPermission", "HEAD", $"{Hub}/permissions/sendToGroup/connections/c?{Version}&targetName=g", c => c.CheckPermissionAsync(WebPubSubPermission.SendToGroup, "c", "g"), c => c.CheckPermission(WebPubSubPermission.SendToGroup, "c", "g") },
        { "GetServiceStatus", "HEAD", $"/api/health?{Version}", c => c.GetServiceStatusAsync(), c => c.GetServiceStatus() },
        { "Group.CloseAllConnections", "POST", $"{Hub}/groups/room/:closeConnections?{Version}&reason=r", c => c.Group("room").CloseAllConnectionsAsync(reason: "r"), c => c.Group("room").CloseAllConnections(reason: "r") },
        { "Group.SendToAll", "POST", $"{Hub}/groups/room/:send?{Version}", c => c.Group("room").SendToAllAsync("m"), c => c.Group("room").SendToAll("m") },
        { "Group.Exists", "HEAD", $"{Hub}/groups/room?{Version}", c => c.Group("room").ExistsAsync(), c => c.Group("room").Exists() },
        { "Group.AddConnection", "PUT", $"{Hub}/groups/room/connections/c?{Version}", c => c.Group("room").AddConnectionAsync("c"), c => c.Group("room").AddConnection("c") },
        { "Group.RemoveConnection", "DELETE", $"{Hub}/groups/room/connections/c?{Version}", c => c.Group("room").RemoveConnectionAsync("c"), c => c.Group("room").RemoveConnection("c") },
        { "Group.AddUser", "PUT", $"{Hub}/users/u/groups/room?{Version}", c => c.Group("room").AddUserAsync("u"), c => c.Group("room").AddUser("u") },
        { "Group.RemoveUser", "DELETE", $"{Hub}/users/u/groups/room?{Version}", c => c.Group("room").RemoveUserAsync("u"), c => c.Group("room").RemoveUser("u") },
    };

    [Theory, MemberData(nameof(Operations), DisableDiscoveryEnumeration = true)]
    public async Task Operation_SendsTheDocumentedRequest(
        string name, string method, string target, Func<WebPubSubServiceClient, Task> asynchronous, Action<WebPubSubServiceClient> synchronous)
    {
        await asynchronous(_client);
        WireRequest first = await _service.NextRequestAsync();
        synchronous(_client);
        WireRequest second = await _service.NextRequestAsync();

        foreach (WireRequest request in (WireRequest[])[first, second])
        {
            request.Method.Should().Be(method, name);
            request.Target.Should().Be(target, name);
            await AssertSignedForAsync(new Uri(_service.Address, target).AbsoluteUri, request);
        }
    }

    [Fact]
    public async Task Send_OfText_IsPlainText()
    {
        await _client.SendToAllAsync("hellö");

        WireRequest request = await _service.NextRequestAsync();
        request.Header("Content-Type").Should().Be("text/plain");
        request.Header("Content-Length").Should().Be("6");
        request.Text.Should().Be("hellö");
    }

    [Fact]
    public async Task Send_OfTextWithTheJsonContentType_IsJson()
    {
        await _client.SendToAllAsync("""{"a":1}""", ContentType.ApplicationJson);

        WireRequest request = await _service.NextRequestAsync();
        request.Header("Content-Type").Should().Be("application/json");
        request.Text.Should().Be("""{"a":1}""");
    }

    [Fact]
    public async Task Send_OfBytes_IsBinary()
    {
        await _client.SendToUserAsync("u", BinaryData.FromBytes([1, 2, 3]));

        WireRequest request = await _service.NextRequestAsync();
        request.Header("Content-Type").Should().Be("application/octet-stream");
        request.Body.Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task Send_AsJson_WritesCamelCase()
    {
        await _client.SendToGroupAsJsonAsync("room", new { Text = "hi", Number = 1 });

        WireRequest request = await _service.NextRequestAsync();
        request.Header("Content-Type").Should().Be("application/json");
        request.Text.Should().Be("""{"text":"hi","number":1}""");
    }

    [Fact]
    public async Task Send_AsJsonWithTypeInfo_UsesTheTypeInfo()
    {
        await _client.Group("room").SendToAllAsJsonAsync(new Message("hi"), TestJson.Default.Message);

        (await _service.NextRequestAsync()).Text.Should().Be("""{"text":"hi"}""");
    }

    [Fact]
    public async Task Send_WithExcludedAndFilter_RepeatsAndEscapes()
    {
        await _client.SendToAllAsync(
            RequestContent.Create("m"), ContentType.TextPlain, excluded: ["a", "b c"], filter: "userId eq 'O''B+'");

        (await _service.NextRequestAsync()).Target.Should().Be(
            $"{Hub}/:send?{Version}&excluded=a&excluded=b%20c&filter=userId%20eq%20%27O%27%27B%2B%27");
    }

    [Fact]
    public async Task Send_WithOptions_SendsThemAll()
    {
        await _client.SendToAllAsync("m", new SendToAllOptions
        {
            Filter = ClientConnectionFilter.Create($"userId ne {"O'Brien"}"),
            ExcludedConnections = { "a" },
            MessageTimeToLive = TimeSpan.FromSeconds(4.2),
            Metadata = { ["Trace"] = "42" },
        });

        WireRequest request = await _service.NextRequestAsync();
        request.Target.Should().Be($"{Hub}/:send?{Version}&excluded=a&filter=userId%20ne%20%27O%27%27Brien%27&messageTtlSeconds=5");
        request.Header("X-WebPubSub-Metadata-Trace").Should().Be("42");
        request.Header("Content-Type").Should().Be("text/plain");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(300.5)]
    public async Task Send_WithALifetimeOutOfRange_ThrowsBeforeAnyRequest(double seconds)
    {
        var options = new SendToUserOptions { MessageTimeToLive = TimeSpan.FromSeconds(seconds) };

        await _client.Awaiting(client => client.SendToUserAsync("u", "m", options)).Should().ThrowAsync<ArgumentOutOfRangeException>();
        _service.TakeRequests().Should().BeEmpty();
    }

    [Theory]
    [InlineData("a b", "v")]
    [InlineData("k", "é")]
    [InlineData("k", "a,b")]
    [InlineData("k", "a\r\nb: c")]
    [InlineData("k", " a")]
    public async Task Send_WithInvalidMetadata_ThrowsBeforeAnyRequest(string key, string value)
    {
        var options = new SendToConnectionOptions { Metadata = { [key] = value } };

        await _client.Awaiting(client => client.SendToConnectionAsync("c", "m", options)).Should().ThrowAsync<ArgumentException>();
        _service.TakeRequests().Should().BeEmpty();
    }

    [Fact]
    public async Task BulkChange_HasTheDocumentedBody()
    {
        await _client.AddConnectionsToGroupsAsync(["room", "a/b", ".."], ClientConnectionFilter.Create($"userId in {new[] { "a", "b" }}"));

        WireRequest request = await _service.NextRequestAsync();
        request.Header("Content-Type").Should().Be("application/json");
        request.Text.Should().Be("""{"groups":["room","a/b",".."],"filter":"userId in (\u0027a\u0027,\u0027b\u0027)"}""");
        await _client.Awaiting(client => client.AddConnectionsToGroupsAsync([], null)).Should().ThrowAsync<ArgumentException>();
        await _client.Awaiting(client => client.RemoveConnectionsFromGroupsAsync([" "])).Should().ThrowAsync<ArgumentException>();
        _service.TakeRequests().Should().BeEmpty();
    }

    [Fact]
    public async Task Permission_WithoutAGroup_ThrowsBeforeAnyRequest()
    {
        await _client.Awaiting(client => client.GrantPermissionAsync(WebPubSubPermission.SendToGroup, "c")).Should().ThrowAsync<ArgumentException>();
        await _client.Awaiting(client => client.CheckPermissionAsync(default, "c", "g")).Should().ThrowAsync<ArgumentException>();
        _service.TakeRequests().Should().BeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Listing_FollowsTheLinks(bool asynchronous)
    {
        Uri next = new(_service.Address, $"{Hub}/groups/g/connections?{Version}&maxpagesize=2&continuationToken=t%2F1&top=1");
        _service.Answers.Enqueue(StubServer.Status(200, $$"""{"value":[{"connectionId":"a","userId":"u"},{"connectionId":"b","userId":null}],"nextLink":"{{next.AbsoluteUri}}"}"""));
        _service.Answers.Enqueue(StubServer.Status(200, """{"value":[{"connectionId":"c"}],"nextLink":null}"""));

        var members = new List<WebPubSubGroupMember>();
        if (asynchronous)
        {
            await foreach (WebPubSubGroupMember member in _client.Group("g").ListConnectionsAsync(maxpagesize: 2, maxCount: 3))
            {
                members.Add(member);
            }
        }
        else
        {
            members.AddRange(_client.ListConnectionsInGroup("g", 2, 3));
        }

        members.Select(member => $"{member.ConnectionId}:{member.UserId}").Should().Equal("a:u", "b:", "c:");
        WireRequest first = await _service.NextRequestAsync();
        first.Target.Should().Be($"{Hub}/groups/g/connections?{Version}&maxpagesize=2&top=3");
        WireRequest second = await _service.NextRequestAsync();
        second.Target.Should().Be(next.PathAndQuery);
        await AssertSignedForAsync(next.AbsoluteUri, second);
    }

    [Fact]
    public async Task Listing_ReturnsContinuationTokens()
    {
        Uri next = new(_service.Address, $"{Hub}/groups/g/connections?{Version}&continuationToken=t%2F1");
        _service.Answers.Enqueue(StubServer.Status(200, $$"""{"value":[{"connectionId":"a"}],"nextLink":"{{next.AbsoluteUri}}"}"""));
        _service.Default = StubServer.Status(200, """{"value":[]}""");
        string? token = null;
        await foreach (Page<WebPubSubGroupMember> page in _client.ListConnectionsInGroupAsync("g").AsPages())
        {
            token ??= page.ContinuationToken;
        }

        token.Should().Be("t/1");
        _service.TakeRequests();
        _client.ListConnectionsInGroup("g", continuationToken: token).Should().BeEmpty();
        (await _service.NextRequestAsync()).Target.Should().EndWith("&continuationToken=t%2F1");
    }

    [Fact]
    public async Task Listing_DoesNotFollowALinkToAnotherHost()
    {
        _service.Default = StubServer.Status(200, """{"value":[],"nextLink":"http://evil.example.test/api/hubs/chat/groups/g/connections"}""");

        Func<Task> list = async () =>
        {
            await foreach (WebPubSubGroupMember member in _client.ListConnectionsInGroupAsync("g"))
            {
            }
        };

        await list.Should().ThrowAsync<InvalidOperationException>().WithMessage("*evil.example.test*");
        _service.TakeRequests().Should().ContainSingle();
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(201, null)]
    [InlineData(null, 0)]
    public void Listing_WithInvalidNumbers_Throws(int? maxpagesize, int? maxCount) =>
        _client.Invoking(client => client.ListConnectionsInGroup("g", maxpagesize, maxCount)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public async Task InvalidFilterOrTimeToLive_ThrowsBeforeAnyRequest()
    {
        await _client.Awaiting(c => c.SendToAllAsync("m", new SendToAllOptions { Filter = "userId eq '\ud800'" })).Should().ThrowAsync<ArgumentException>();
        await _client.Awaiting(c => c.SendToAllAsync("m", new SendToAllOptions { MessageTimeToLive = TimeSpan.FromMilliseconds(-500) }))
            .Should().ThrowAsync<ArgumentOutOfRangeException>();
        _service.TakeRequests().Should().BeEmpty();
    }

    [Fact]
    public async Task OlderVersion_WithANewerFeature_ThrowsBeforeAnyRequest()
    {
        var client = new WebPubSubServiceClient(
            _service.Address,
            "chat",
            new AzureKeyCredential(Key),
            new WebPubSubServiceClientOptions(WebPubSubServiceClientOptions.ServiceVersion.V2021_10_01));

        await client.Awaiting(c => c.SendToAllAsync("m", new SendToAllOptions { Filter = "true" })).Should().ThrowAsync<NotSupportedException>();
        await client.Awaiting(c => c.SendToAllAsync("m", new SendToAllOptions { MessageTimeToLive = TimeSpan.FromSeconds(1) })).Should().ThrowAsync<NotSupportedException>();
        await client.Awaiting(c => c.RemoveConnectionFromAllGroupsAsync("c")).Should().ThrowAsync<NotSupportedException>();
        await client.Awaiting(c => c.AddConnectionsToGroupsAsync(["g"], null)).Should().ThrowAsync<NotSupportedException>();
        client.Invoking(c => c.ListConnectionsInGroup("g")).Should().Throw<NotSupportedException>().WithMessage("*2024-12-01*2021-10-01*");
        client.Invoking(c => c.GetClientAccessUri(clientProtocol: WebPubSubClientProtocol.Mqtt)).Should().Throw<NotSupportedException>();
        _service.TakeRequests().Should().BeEmpty();
    }

    [Fact]
    public async Task RetrySendsDisabled_RetriesOnlyThrottledSends()
    {
        var client = new WebPubSubServiceClient(
            _service.Address, "chat", new AzureKeyCredential(Key), new() { RetrySends = false, Retry = { Delay = TimeSpan.FromMilliseconds(1) } });
        _service.Answers.Enqueue(StubServer.Status(503));
        await client.Awaiting(c => c.SendToAllAsync("m")).Should().ThrowAsync<RequestFailedException>();
        _service.TakeRequests().Should().ContainSingle();

        _service.Answers.Enqueue(StubServer.Status(429));
        await client.SendToAllAsync("m");
        _service.TakeRequests().Should().HaveCount(2);

        _service.Answers.Enqueue(StubServer.Status(503));
        await client.UserExistsAsync("u");
        _service.TakeRequests().Should().HaveCount(2, "requests that are safe to repeat are retried");
    }

    [Fact]
    public async Task ReverseProxy_ReceivesRequests_WithATokenForTheService()
    {
        _service.Answers.Enqueue(StubServer.Status(503));
        var client = new WebPubSubServiceClient(
            new Uri("https://demo.webpubsub.azure.com"),
            "chat",
            new AzureKeyCredential(Key),
            new() { ReverseProxyEndpoint = new Uri(_service.Address, "/proxy"), Retry = { Delay = TimeSpan.FromMilliseconds(1) } });

        await client.SendToAllAsync("m");

        foreach (WireRequest request in (WireRequest[])[await _service.NextRequestAsync(), await _service.NextRequestAsync()])
        {
            request.Target.Should().Be($"/proxy{Hub}/:send?{Version}");
            await AssertSignedForAsync($"https://demo.webpubsub.azure.com{Hub}/:send?{Version}", request);
        }

        client.GetClientAccessUri().Host.Should().Be("demo.webpubsub.azure.com");
    }

    [Fact]
    public async Task Send_OfUnknownLength_HasContentLength()
    {
        await _client.SendToAllAsync(new ContentOfUnknownLength("streamed"u8.ToArray()), ContentType.TextPlain);

        WireRequest request = await _service.NextRequestAsync();
        request.Header("Content-Length").Should().Be("8");
        request.Text.Should().Be("streamed");
    }

    [Theory]
    [InlineData("a/b c+d", "a%2Fb%20c%2Bd")]
    [InlineData("你好", "%E4%BD%A0%E5%A5%BD")]
    [InlineData("a?b#c%", "a%3Fb%23c%25")]
    [InlineData("...", "...")]
    public async Task Path_EscapesNamesAsOneSegment(string user, string escaped)
    {
        await _client.SendToUserAsync(user, "m");

        WireRequest request = await _service.NextRequestAsync();
        request.Target.Should().Be($"{Hub}/users/{escaped}/:send?{Version}");
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task NameThatIsADotSegment_ThrowsBeforeAnyRequest(string name)
    {
        // `groups/../:send` resolves to `/:send`, which sends the message to all clients.
        await _client.Awaiting(client => client.SendToGroupAsync(name, "m")).Should().ThrowAsync<ArgumentException>();
        await _client.Awaiting(client => client.SendToUserAsync(name, "m")).Should().ThrowAsync<ArgumentException>();
        await _client.Awaiting(client => client.CloseConnectionAsync(name)).Should().ThrowAsync<ArgumentException>();
        _service.TakeRequests().Should().BeEmpty();
    }

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    public async Task NameWithAnUnpairedSurrogate_ThrowsBeforeAnyRequest(int halfOfAPair) // a number, because a test runner cannot pass an unpaired surrogate as text
    {
        string name = $"a{(char)halfOfAPair}b";
        await _client.Awaiting(client => client.SendToGroupAsync(name, "m")).Should().ThrowAsync<ArgumentException>();
        await _client.Awaiting(client => client.UserExistsAsync(name)).Should().ThrowAsync<ArgumentException>();
        await _client.Awaiting(client => client.AddConnectionsToGroupsAsync([name], null)).Should().ThrowAsync<ArgumentException>();
        _service.TakeRequests().Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\nb")]
    public async Task InvalidGroup_ThrowsBeforeAnyRequest(string group)
    {
        await _client.Awaiting(client => client.SendToGroupAsync(group, "m")).Should().ThrowAsync<ArgumentException>();
        await _client.Awaiting(client => client.GroupExistsAsync(group)).Should().ThrowAsync<ArgumentException>();
        _client.Invoking(client => client.Group(group)).Should().Throw<ArgumentException>();
        _service.TakeRequests().Should().BeEmpty();
    }

    [Fact]
    public async Task TooLongGroup_ThrowsBeforeAnyRequest()
    {
        await _client.Awaiting(client => client.SendToGroupAsync(new string('g', 1025), "m"))
            .Should().ThrowAsync<ArgumentException>().WithMessage("*1025*");
        await _client.GroupExistsAsync(new string('g', 1024));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1chat")]
    [InlineData("a/b")]
    [InlineData("a-b")]
    [InlineData("chät")]
    public void InvalidHub_ThrowsInTheConstructor(string hub) =>
        FluentActions.Invoking(() => new WebPubSubServiceClient(_service.Address, hub, new AzureKeyCredential(Key)))
            .Should().Throw<ArgumentException>().Which.ParamName.Should().Be("hub");

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(404, false)]
    public async Task Exists_IsTrueOrFalse(int status, bool exists)
    {
        _service.Default = StubServer.Status(status);

        (await _client.UserExistsAsync("u")).Value.Should().Be(exists);
        _client.UserExists("u").Value.Should().Be(exists);
    }

    [Fact]
    public async Task Exists_OnAnotherStatus_ThrowsWithStatusAndCode()
    {
        _service.Default = StubServer.Status(403, headers: ("x-ms-error-code", "Error.Forbidden"));

        RequestFailedException error = (await _client.Awaiting(client => client.GroupExistsAsync("g"))
            .Should().ThrowAsync<RequestFailedException>()).Which;
        error.Status.Should().Be(403);
        error.ErrorCode.Should().Be("Error.Forbidden");
    }

    [Theory]
    [InlineData("""{"code":"Error.Connection.NotExisted","message":"Connection `c` is not found.","target":"Connection"}""")]
    [InlineData("""{"error":{"code":"Error.Connection.NotExisted","message":"Connection `c` is not found."}}""")]
    public async Task Failure_HasTheCodeAndMessageOfTheService(string body)
    {
        _service.Default = StubServer.Status(404, body);

        RequestFailedException error = (await _client.Awaiting(client => client.AddConnectionToGroupAsync("g", "c"))
            .Should().ThrowAsync<RequestFailedException>()).Which;
        error.Status.Should().Be(404);
        error.ErrorCode.Should().Be("Error.Connection.NotExisted");
        error.Message.Should().Contain("Connection `c` is not found.").And.NotContain("Bearer");
    }

    [Theory]
    [InlineData("<html>", "text/html")]
    [InlineData("{", "application/json")]
    [InlineData("[1]", "application/json")]
    public async Task Failure_WithAnUnreadableBody_HasItsStatus(string body, string contentType)
    {
        _service.Default = StubServer.Status(400, body, contentType);

        (await _client.Awaiting(client => client.SendToAllAsync("m")).Should().ThrowAsync<RequestFailedException>())
            .Which.Status.Should().Be(400);
    }

    [Fact]
    public async Task Failure_WithNoThrow_ReturnsTheRawResponse()
    {
        _service.Default = StubServer.Status(404);

        Response response = await _client.AddUserToGroupAsync("g", "u", new RequestContext { ErrorOptions = ErrorOptions.NoThrow });

        response.Status.Should().Be(404);
    }

    [Fact]
    public async Task Retry_SignsEachAttemptAgain()
    {
        var credential = new AzureKeyCredential("first-key-of-at-least-sixteen-bytes");
        var client = new WebPubSubServiceClient(_service.Address, "chat", credential, WithoutDelays());
        _service.Answers.Enqueue(http =>
        {
            credential.Update(Key);
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        });

        await client.SendToAllAsync("m");

        WireRequest first = await _service.NextRequestAsync();
        WireRequest second = await _service.NextRequestAsync();
        second.Header("Authorization").Should().NotBe(first.Header("Authorization"));
        await AssertSignedForAsync(new Uri(_service.Address, second.Target).AbsoluteUri, second);
    }

    [Fact]
    public async Task Token_DependsOnUrlSecondAndKey()
    {
        const string NextKey = "next-key-of-at-least-sixteen-bytes";
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var credential = new AzureKeyCredential(NextKey);
        var client = new WebPubSubServiceClient(_service.Address, "chat", credential, new() { TimeProvider = time });
        async Task<WireRequest> SendAsync(string group)
        {
            await client.SendToGroupAsync(group, "m");
            return await _service.NextRequestAsync();
        }

        string ofNextKey = (await SendAsync("a")).Header("Authorization")!;
        credential.Update(Key);
        WireRequest first = await SendAsync("a");
        WireRequest second = await SendAsync("a");
        WireRequest other = await SendAsync("b");
        time.Advance(TimeSpan.FromSeconds(1));
        WireRequest later = await SendAsync("a");

        second.Header("Authorization").Should().Be(first.Header("Authorization"));
        string[] different = [ofNextKey, first.Header("Authorization")!, other.Header("Authorization")!, later.Header("Authorization")!];
        different.Should().OnlyHaveUniqueItems();
        foreach (WireRequest request in (WireRequest[])[first, other, later])
        {
            await AssertSignedForAsync(new Uri(_service.Address, request.Target).AbsoluteUri, request);
        }
    }

    [Fact]
    public async Task Cancellation_ThrowsOperationCanceledException()
    {
        var answered = new TaskCompletionSource();
        _service.Default = _ => answered.Task;
        using var cancellation = new CancellationTokenSource();

        Task sending = _client.SendToAllAsync("m", cancellationToken: cancellation.Token);
        await _service.NextRequestAsync();
        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => sending).Should().ThrowAsync<OperationCanceledException>();
        answered.SetResult();
    }

    [Theory]
    [InlineData(WebPubSubServiceClientOptions.ServiceVersion.V2021_10_01, "2021-10-01")]
    [InlineData(WebPubSubServiceClientOptions.ServiceVersion.V2022_11_01, "2022-11-01")]
    [InlineData(WebPubSubServiceClientOptions.ServiceVersion.V2023_07_01, "2023-07-01")]
    [InlineData(WebPubSubServiceClientOptions.ServiceVersion.V2024_01_01, "2024-01-01")]
    public async Task ServiceVersion_IsSent(WebPubSubServiceClientOptions.ServiceVersion version, string text)
    {
        var client = new WebPubSubServiceClient(
            _service.Address, "chat", new AzureKeyCredential(Key), new WebPubSubServiceClientOptions(version));

        await client.SendToAllAsync("m");

        (await _service.NextRequestAsync()).Target.Should().EndWith("?api-version=" + text);
    }

    [Fact]
    public void ServiceVersion_OfZero_Throws() =>
        FluentActions.Invoking(() => new WebPubSubServiceClientOptions(0)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public async Task EndpointWithAPath_KeepsItsPath()
    {
        var client = new WebPubSubServiceClient(new Uri(_service.Address, "/base"), "chat", new AzureKeyCredential(Key));

        await client.SendToAllAsync("m");

        (await _service.NextRequestAsync()).Target.Should().Be($"/base{Hub}/:send?{Version}");
    }

    private static WebPubSubServiceClientOptions WithoutDelays() => new() { Retry = { Delay = TimeSpan.FromMilliseconds(1) } };

    private static async Task AssertSignedForAsync(string url, WireRequest request)
    {
        string token = request.Header("Authorization")!;
        token.Should().StartWith("Bearer ");
        TokenValidationResult result = await new JsonWebTokenHandler().ValidateTokenAsync(token["Bearer ".Length..], new TokenValidationParameters
        {
            IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Key)),
            ValidAlgorithms = ["HS256"],
            ValidateIssuer = false,
            ValidAudience = url,
        });
        result.IsValid.Should().BeTrue(result.Exception?.Message);
    }

    internal sealed record Message(string Text);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Message))]
    internal sealed partial class TestJson : JsonSerializerContext;

    private sealed class ContentOfUnknownLength(byte[] content) : RequestContent
    {
        public override void WriteTo(Stream stream, CancellationToken cancellation) => stream.Write(content);

        public override Task WriteToAsync(Stream stream, CancellationToken cancellation) =>
            stream.WriteAsync(content, cancellation).AsTask();

        public override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        public override void Dispose()
        {
        }
    }
}
