// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Text.Json;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Specification.Rest;

/// <summary>
/// Closing, bulk group changes, permissions, listing and filters.
/// See docs/protocols/rest-api.md#79-closeconnection to #725-generateclienttoken, #10-filter-language and #11-paging.
/// </summary>
public abstract class RestOperationsSpecification<TService> : Specification<TService>
    where TService : TestService, new()
{
    private const string Hub = "/api/hubs/chat";

    [Theory]
    [InlineData("POST", Hub + "/:closeConnections", 204)]
    [InlineData("POST", Hub + "/groups/g/:closeConnections", 204)]
    [InlineData("POST", Hub + "/users/u/:closeConnections", 204)]
    [InlineData("DELETE", Hub + "/connections/c/groups", 204)]
    [InlineData("DELETE", Hub + "/users/u/groups", 204)]
    [InlineData("PUT", Hub + "/permissions/sendToGroup/connections/c?targetName=g", 404)]
    [InlineData("DELETE", Hub + "/permissions/SENDTOGROUP/connections/c?targetName=g", 204)]
    [InlineData("HEAD", Hub + "/permissions/2/connections/c?targetName=g", 404)]
    [InlineData("PUT", Hub + "/permissions/0/connections/c?targetName=g", 400)]
    [InlineData("PUT", Hub + "/permissions/sendToGroup,joinLeaveGroup/connections/c?targetName=g", 400)]
    [InlineData("PUT", Hub + "/permissions/sendToGroup/connections/c", 400)]
    [InlineData("PUT", Hub + "/permissions/sendToGroup/connections/c?targetName=%20", 400)]
    [InlineData("GET", Hub + "/groups/g/connections", 200)]
    [InlineData("GET", Hub + "/groups/g/connections?maxpagesize=201", 400)]
    [InlineData("GET", Hub + "/groups/g/connections?maxpagesize=0", 400)]
    [InlineData("GET", Hub + "/groups/g/connections?maxpagesize=1&maxpagesize=1", 400)]
    [InlineData("GET", Hub + "/groups/g/connections?top=0", 400)]
    [InlineData("GET", Hub + "/groups/g/connections?top=", 400)]
    [InlineData("GET", Hub + "/groups/g/connections?continuationToken=x", 400)]
    [InlineData("GET", Hub + "/groups/g/connections?continuationToken=", 400)]
    [InlineData("POST", Hub + "/:generateToken", 401)]
    public async Task Status_IsTheDocumentedOne(string method, string path, int status) =>
        ((int)(await SendAsync(method, path)).StatusCode).Should().Be(status);

    [Fact]
    public async Task CloseAll_LeavesOutTheExcluded()
    {
        (TestSocket ann, string annId) = await TestSocket.ConnectJsonAsync(ClientUri("ann"));
        using TestSocket bob = await ConnectJsonAsync("bob");
        using (ann)
        {
            await SendAsync("POST", $"{Hub}/:closeConnections?excluded={annId}&reason=late");

            (await bob.ReceiveTextAsync()).Should().Contain("Reason: late");
            (await bob.ReceiveCloseAsync()).Should().Be((1000, ""));
            (await SendAsync("HEAD", Hub + "/users/ann")).StatusCode.Should().Be(HttpStatusCode.OK);
            (await SendAsync("HEAD", Hub + "/users/bob")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        }
    }

    [Theory]
    [InlineData("groups/g")]
    [InlineData("users/ann")]
    public async Task CloseOfGroupOrUser_LeavesTheOthers(string target)
    {
        using TestSocket ann = await ConnectJsonAsync("ann", groups: ["g"]);
        using TestSocket bob = await ConnectJsonAsync("bob");

        await SendAsync("POST", $"{Hub}/{target}/:closeConnections");

        (await ann.ReceiveCloseAsync()).Code.Should().Be(1000);
        (await SendAsync("HEAD", Hub + "/users/bob")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task BulkChange_EvaluatesTheFilterBeforeTheChange()
    {
        using TestSocket ann = await ConnectJsonAsync("ann", groups: ["first"]);
        using TestSocket bob = await ConnectJsonAsync("bob", groups: ["second"]);

        (await SendAsync("POST", Hub + "/:addToGroups", """{"groups":["second","a/b + 你好"],"filter":"not ('second' in groups)"}""", "application/json"))
            .StatusCode.Should().Be(HttpStatusCode.OK);
        await SendAsync("POST", Hub + "/groups/second/:send", "both");
        (await SendAsync("POST", Hub + "/:removeFromGroups", """{"Groups":["second"],"filter":"userId eq 'bob'"}""", "application/json"))
            .StatusCode.Should().Be(HttpStatusCode.OK);
        await SendAsync("POST", Hub + "/groups/second/:send", "ann alone");
        await SendAsync("POST", Hub + "/users/bob/:send", "bob alone");
        await ann.SendTextAsync("""{"type":"sendToGroup","group":"a/b + 你好","data":1}""");

        (await ann.ReceiveTextAsync()).Should().Contain("both");
        (await ann.ReceiveTextAsync()).Should().Contain("ann alone");
        (await ann.ReceiveTextAsync()).Should().Contain("a/b + 你好");
        (await bob.ReceiveTextAsync()).Should().Contain("both");
        (await bob.ReceiveTextAsync()).Should().Contain("bob alone");
    }

    [Theory]
    [InlineData("{", "application/json", 400)]
    [InlineData("[]", "application/json", 400)]
    [InlineData("null", "application/json", 400)]
    [InlineData("{}", "application/json", 400)]
    [InlineData("""{"groups":[]}""", "application/json", 400)]
    [InlineData("""{"groups":["a",null]}""", "application/json", 400)]
    [InlineData("""{"groups":[" "]}""", "application/json", 400)]
    [InlineData("""{"groups":[1]}""", "application/json", 400)]
    [InlineData("""{"groups":["g"],"filter":1}""", "application/json", 400)]
    [InlineData("""{"groups":["g"],"filter":" "}""", "application/json", 400)]
    [InlineData("""{"groups":["g"],"filter":"nonsense"}""", "application/json", 400)]
    [InlineData("""{"groups":["g"],"filter":""}""", "application/json; charset=utf-8", 200)]
    [InlineData("""{"groups":["g"],"filter":null}""", "application/json", 200)]
    [InlineData("""{"groups":["g"]}""", "text/plain", 415)]
    [InlineData("""{"groups":["g"]}""", "application/json; charset=x", 415)]
    public async Task BulkBody_IsChecked(string body, string contentType, int status) =>
        ((int)(await SendAsync("POST", Hub + "/:addToGroups", body, contentType)).StatusCode).Should().Be(status);

    [Fact]
    public async Task ManyGroups_AreAccepted()
    {
        using TestSocket ann = await ConnectJsonAsync("ann");
        string groups = string.Join(',', Enumerable.Range(0, 1025).Select(i => $"\"g{i}\""));

        (await SendAsync("POST", Hub + "/:addToGroups", $$"""{"groups":[{{groups}}]}""", "application/json")).StatusCode.Should().Be(HttpStatusCode.OK);

        (await SendAsync("HEAD", Hub + "/groups/g1024")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task LeavingAllGroups_KeepsTheConnection()
    {
        (TestSocket socket, string connectionId) = await TestSocket.ConnectJsonAsync(ClientUri("ann", groups: ["a", "b"]));
        using TestSocket ann = socket;

        await SendAsync("DELETE", $"{Hub}/connections/{connectionId}/groups");
        (await SendAsync("HEAD", Hub + "/groups/a")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        await SendAsync("PUT", Hub + "/users/ann/groups/c");
        await SendAsync("DELETE", Hub + "/users/ann/groups");
        (await SendAsync("HEAD", Hub + "/groups/c")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await SendAsync("HEAD", Hub + "/users/ann")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Covers("`CheckPermission`", Evidence.EmulatorTest, "RestApiTests.Permissions")]
    [Fact]
    public async Task Permission_IsGrantedRevokedAndChecked()
    {
        (TestSocket socket, string connectionId) = await TestSocket.ConnectJsonAsync(ClientUri("ann", roles: ["webpubsub.joinLeaveGroup"]));
        using TestSocket ann = socket;
        string Permission(string name) => $"{Hub}/permissions/{name}/connections/{connectionId}?targetName=a%2Fb";

        (await SendAsync("HEAD", Permission("sendToGroup"))).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await SendAsync("PUT", Permission("sendToGroup"))).StatusCode.Should().Be(HttpStatusCode.OK);
        (await SendAsync("HEAD", Permission("sendToGroup"))).StatusCode.Should().Be(HttpStatusCode.OK);
        (await SendAsync("HEAD", Permission("joinLeaveGroup"))).StatusCode.Should().Be(HttpStatusCode.OK, "the role of the client allows it");
        await ann.SendTextAsync("""{"type":"sendToGroup","group":"a/b","data":1,"ackId":1}""");
        (await ann.ReceiveTextAsync()).Should().Contain("\"success\":true");

        (await SendAsync("DELETE", Permission("joinLeaveGroup"))).StatusCode.Should().Be(HttpStatusCode.NoContent);
        await ann.SendTextAsync("""{"type":"joinGroup","group":"a/b","ackId":2}""");
        (await ann.ReceiveTextAsync()).Should().Contain("Forbidden");
        await ann.SendTextAsync("""{"type":"joinGroup","group":"other","ackId":2}""");
        (await ann.ReceiveTextAsync()).Should().Contain("\"success\":true");
    }

    [Fact]
    public async Task Listing_PagesThroughTheMembers_WhileMembershipChanges()
    {
        var sockets = new List<TestSocket>();
        for (int i = 0; i < 5; i++)
        {
            sockets.Add(await ConnectJsonAsync(i == 0 ? null : $"u{i}", groups: ["g"]));
        }

        JsonElement first = await ListAsync(Hub + "/groups/g/connections?maxpagesize=2&top=4");
        string[] firstIds = Ids(first);
        await SendAsync("DELETE", $"{Hub}/groups/g/connections/{firstIds[0]}");
        var next = new Uri(first.GetProperty("nextLink").GetString()!);
        next.Query.Should().Contain("api-version=2024-12-01").And.Contain("maxpagesize=2").And.Contain("top=2");
        JsonElement second = await ListAsync(next.PathAndQuery);

        firstIds.Should().HaveCount(2).And.OnlyHaveUniqueItems("the service determines the order");
        Ids(second).Should().HaveCount(2).And.NotIntersectWith(firstIds);
        second.TryGetProperty("nextLink", out _).Should().BeFalse("the requested number of members is complete");
        (await SendAsync("GET", next.PathAndQuery.Replace("/groups/g/", "/groups/other/", StringComparison.Ordinal))).StatusCode
            .Should().Be(HttpStatusCode.BadRequest, "the continuation token belongs to another group");
        JsonElement all = await ListAsync(Hub + "/groups/g/connections");
        Ids(all).Should().HaveCount(4);
        sockets.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task EmptyGroup_ListsNoMembers() =>
        (await ListAsync(Hub + "/groups/nothing/connections")).GetRawText().Should().Be("""{"value":[]}""");

    [Fact]
    public async Task Filter_ChoosesTheReceivers()
    {
        using TestSocket ann = await ConnectJsonAsync("ann", groups: ["g"]);
        using TestSocket bob = await ConnectJsonAsync("bob", groups: ["g"]);
        string forAnn = "?filter=" + Uri.EscapeDataString("userId eq 'ann'");

        await SendAsync("POST", $"{Hub}/:send{forAnn}", "all");
        await SendAsync("POST", $"{Hub}/groups/g/:send{forAnn}", "group");
        await SendAsync("POST", $"{Hub}/users/bob/:send{forAnn}", "user");
        await SendAsync("POST", $"{Hub}/users/bob/:send", "bob");

        (await ann.ReceiveTextAsync()).Should().Contain("\"all\"");
        (await ann.ReceiveTextAsync()).Should().Contain("\"group\"");
        (await bob.ReceiveTextAsync()).Should().Contain("\"bob\"");
    }

    [Fact]
    public async Task InvalidFilter_IsReportedBeforeAMissingLength()
    {
        HttpResponseMessage response = await SendAsync(
            "POST",
            $"{Hub}/:send?filter=userId%20lt%201",
            Content("m"u8.ToArray(), "text/plain"),
            request => request.Headers.TransferEncodingChunked = true);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("message").GetString()
            .Should().Be("Invalid syntax for 'userId lt 1': Type 'string', expect 'int'. (Parameter 'filter')");
    }

    private async Task<JsonElement> ListAsync(string path) =>
        JsonSerializer.Deserialize<JsonElement>(await (await SendAsync("GET", path)).Content.ReadAsStringAsync());

    private static string[] Ids(JsonElement page) =>
        [.. page.GetProperty("value").EnumerateArray().Select(member => member.GetProperty("connectionId").GetString()!)];
}
