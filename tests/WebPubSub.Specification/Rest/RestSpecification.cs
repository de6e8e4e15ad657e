// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Specification.Rest;

/// <summary>
/// The REST API.
/// See docs/protocols/rest-api.md#3-names-and-escaping, #4-authentication, #6-common-rules, #7-operations, #8-errors and #9-sending-messages.
/// </summary>
public abstract class RestSpecification<TService> : Specification<TService>
    where TService : TestService, new()
{
    private const string Hub = "/api/hubs/chat";

    [Covers("`HealthApi_GetServiceStatus`", Evidence.Specification, "https://learn.microsoft.com/rest/api/webpubsub/dataplane/health-api/get-service-status")]
    [Fact]
    public async Task Health_NeedsNoToken_AndNamesTheVersions()
    {
        using var http = new HttpClient { BaseAddress = Service.Endpoint };

        HttpResponseMessage response = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/health"));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        string.Join(", ", response.Headers.GetValues("api-supported-versions")).Should().Be(
            "2021-10-01, 2022-11-01, 2023-07-01, 2024-01-01, 2024-12-01");
    }

    [Theory]
    [InlineData("POST", Hub + "/:send", 202)]
    [InlineData("POST", Hub + "/users/u/:send", 202)]
    [InlineData("POST", Hub + "/connections/c/:send", 202)]
    [InlineData("POST", Hub + "/groups/g/:send", 202)]
    [InlineData("HEAD", Hub + "/connections/c", 404)]
    [InlineData("HEAD", Hub + "/users/u", 404)]
    [InlineData("HEAD", Hub + "/groups/g", 404)]
    [InlineData("DELETE", Hub + "/connections/c", 204)]
    [InlineData("PUT", Hub + "/groups/g/connections/c", 404)]
    [InlineData("DELETE", Hub + "/groups/g/connections/c", 204)]
    [InlineData("PUT", Hub + "/users/u/groups/g", 404)]
    [InlineData("DELETE", Hub + "/users/u/groups/g", 204)]
    public async Task MissingTarget_HasTheDocumentedStatus(string method, string path, int status)
    {
        HttpResponseMessage response = await SendAsync(method, path, method == "POST" ? "m" : null);

        ((int)response.StatusCode).Should().Be(status);
        response.Headers.Contains("api-supported-versions").Should().BeTrue();
    }

    [Fact]
    public async Task AddingAMissingConnection_IsNotFound()
    {
        HttpResponseMessage response = await SendAsync("PUT", Hub + "/groups/g/connections/missing");

        response.Headers.GetValues("x-ms-error-code").Should().Equal("Error.Connection.NotExisted");
        (await response.Content.ReadAsStringAsync()).Should().Be(
            """{"code":"Error.Connection.NotExisted","message":"Connection `missing` is not found.","target":"Connection","details":null,"inner":null}""");
    }

    [Theory]
    [InlineData("users/missing", "Warning.User.NotExisted")]
    [InlineData("groups/nothing", "Warning.Group.NotExisted")]
    public async Task MissingUserOrGroup_HasItsCodeInTheHeader(string path, string code)
    {
        HttpResponseMessage response = await SendAsync("HEAD", $"{Hub}/{path}");

        response.Headers.GetValues("x-ms-error-code").Should().Equal(code);
        (await response.Content.ReadAsStringAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Sends_ReachTheirTargets()
    {
        (TestSocket ann, string annId) = await TestSocket.ConnectJsonAsync(ClientUri("ann", groups: ["g"]));
        (TestSocket bob, string bobId) = await TestSocket.ConnectJsonAsync(ClientUri("bob"));
        using (ann)
        using (bob)
        {
            await SendAsync("POST", Hub + "/users/ann/:send", "user");
            await SendAsync("POST", Hub + "/groups/g/:send", "group");
            await SendAsync("POST", $"{Hub}/connections/{bobId}/:send", "connection");
            await SendAsync("POST", $"{Hub}/:send?excluded={bobId}&excluded=missing", "all but bob");
            await SendAsync("POST", $"{Hub}/:send?excluded={annId}", "all but ann");

            (await ann.ReceiveTextAsync()).Should().Be("""{"type":"message","from":"server","dataType":"text","data":"user"}""");
            (await ann.ReceiveTextAsync()).Should().Be(
                """{"type":"message","from":"group","group":"g","fromUserId":null,"dataType":"text","data":"group"}""");
            (await ann.ReceiveTextAsync()).Should().Contain("all but bob");
            (await bob.ReceiveTextAsync()).Should().Contain("connection");
            (await bob.ReceiveTextAsync()).Should().Contain("all but ann");
        }
    }

    [Theory]
    [InlineData("text/plain", "héllo", "\"dataType\":\"text\",\"data\":\"héllo\"")]
    [InlineData("text/plain; charset=\"utf-8\"", "x", "\"dataType\":\"text\",\"data\":\"x\"")]
    [InlineData("TEXT/PLAIN; charset=utf-8", "x", "\"dataType\":\"text\",\"data\":\"x\"")]
    [InlineData("application/json", "{ \"Hello\" : \"World\"}", "\"dataType\":\"json\",\"data\":{ \"Hello\" : \"World\"}")]
    [InlineData("application/octet-stream", "abc", "\"dataType\":\"binary\",\"data\":\"YWJj\"")]
    [InlineData(null, "abc", "\"dataType\":\"binary\",\"data\":\"YWJj\"")]
    [InlineData("text/plain", "", "\"dataType\":\"text\",\"data\":\"\"")]
    public async Task ContentType_DecidesTheDataType(string? contentType, string body, string frame)
    {
        using TestSocket socket = await ConnectJsonAsync();

        HttpResponseMessage response = await SendAsync("POST", Hub + "/:send", Content(Encoding.UTF8.GetBytes(body), contentType));

        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await socket.ReceiveTextAsync()).Should().Contain(frame);
    }

    [Fact]
    public async Task Charset_IsTranscoded()
    {
        using TestSocket socket = await ConnectJsonAsync();

        await SendAsync("POST", Hub + "/:send", Content(Encoding.Unicode.GetBytes("héllo"), "text/plain; charset=utf-16"));

        (await socket.ReceiveJsonAsync()).GetProperty("data").GetString().Should().Be("héllo");
    }

    [Fact]
    public async Task TextThatIsNotUtf8_IsSentWithReplacementCharacters()
    {
        using TestSocket socket = await ConnectJsonAsync();

        (await SendAsync("POST", Hub + "/:send", Content([0x68, 0xFF, 0xFE], "text/plain"))).StatusCode.Should().Be(HttpStatusCode.Accepted);

        (await socket.ReceiveJsonAsync()).GetProperty("data").GetString().Should().Be("h\uFFFD\uFFFD");
    }

    [Covers("415", Evidence.EmulatorTest, "RestApiTests")]
    [Theory]
    [InlineData("application/xml")]
    [InlineData("text/plain; charset=unknown-8")]
    [InlineData("text/plain; charset=utf-7")]
    [InlineData("nonsense")]
    public async Task OtherContentType_IsUnsupported(string contentType) =>
        (await SendAsync("POST", Hub + "/:send", "m", contentType)).StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("// comment")]
    public async Task BadJson_IsABadRequest(string body) =>
        await AssertBadRequestAsync(await SendAsync("POST", Hub + "/:send", body, "application/json"), "The request body is not a valid JSON.", "Request");

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    public async Task JsonThatIsNotUtf8_IsABadRequest(string contentType) => await AssertBadRequestAsync(
        await SendAsync("POST", Hub + "/:send", Content([0x22, 0xFF, 0x22], contentType)), "The request body is not a valid JSON.", "Request");

    [Fact]
    public async Task BodyWithoutLength_IsABadRequest()
    {
        HttpResponseMessage response = await SendAsync(
            "POST", Hub + "/:send", Content("m"u8.ToArray(), "text/plain"), request => request.Headers.TransferEncodingChunked = true);

        await AssertBadRequestAsync(response, "Invalid Content-Length header.", "Request");
    }

    [Covers("body of the REST API, 1 MiB", Evidence.EmulatorTest, "RestApiTests")]
    [Covers("413 or 400 of a body that is too large", Evidence.EmulatorTest, "RestApiTests")]
    [Fact]
    public async Task BodyOfOneMebibyte_IsAccepted_AndOneByteMoreIsRejected()
    {
        (await SendAsync("POST", Hub + "/:send", Content(new byte[1024 * 1024], null))).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await AssertBadRequestAsync(
            await SendAsync("POST", Hub + "/:send", Content(new byte[(1024 * 1024) + 1], null)), "Invalid Content-Length header.", "Request");
    }

    [Covers("metadata of messages", Evidence.EmulatorTest, "RestApiTests")]
    [Fact]
    public async Task Metadata_IsSentWithTheMessage()
    {
        using TestSocket socket = await ConnectJsonAsync();

        await SendAsync("POST", Hub + "/:send", Content("m"u8.ToArray(), "text/plain"), request =>
        {
            request.Headers.TryAddWithoutValidation("X-WebPubSub-Metadata-Trace", "42");
            request.Headers.TryAddWithoutValidation("x-webpubsub-metadata-list", "first, final");
        });

        (await socket.ReceiveTextAsync()).Should().Contain("""
            "metadata":{"trace":"42","list":"final"}
            """.Trim());
    }

    [Covers("metadata, 256 and 1,024 bytes, 8,192 in all", Evidence.EmulatorTest, "RestApiTests")]
    [Theory]
    [InlineData(256, 1024, 1, 202)]
    [InlineData(257, 1, 1, 400)]
    [InlineData(1, 1025, 1, 400)]
    [InlineData(6, 1018, 8, 202)] // 8,192 bytes in total
    [InlineData(6, 1019, 8, 400)]
    public async Task Metadata_HasLimits(int key, int value, int pairs, int status) => ((int)(await SendAsync(
        "POST",
        Hub + "/:send",
        Content("m"u8.ToArray(), "text/plain"),
        request =>
        {
            for (int i = 0; i < pairs; i++)
            {
                request.Headers.TryAddWithoutValidation($"X-WebPubSub-Metadata-{new string((char)('a' + i), key)}", new string('v', value)).Should().BeTrue();
            }
        })).StatusCode).Should().Be(status);

    [Covers("400 of an unknown `api-version`", Evidence.EmulatorTest, "RestApiTests")]
    [Theory]
    [InlineData("2024-12-01", 202)]
    [InlineData("2021-10-01", 202)]
    [InlineData("2020-01-01", 400)]
    [InlineData("", 400)]
    [InlineData("2024-12-01&api-version=2024-12-01", 400)]
    public async Task ApiVersion_MustBeAPublishedOne(string version, int status) =>
        ((int)(await SendAsync("POST", $"{Hub}/:send?api-version={version}", "m")).StatusCode).Should().Be(status);

    [Covers("names of hubs, groups, users and connections", Evidence.EmulatorTest, "RestApiTests")]
    [Theory]
    [InlineData("/api/hubs/1chat/:send", "Invalid hub name.")]
    [InlineData(Hub + "/groups/%20/:send", "Invalid group name. Valid group name should be in between 1 and 1024 characters long.")]
    [InlineData(Hub + "/users/%20/:send", "Invalid user ID.")]
    [InlineData(Hub + "/connections/%20/:send", "Invalid connection ID.")]
    [InlineData(Hub + "/:send?messageTtlSeconds=301", "Invalid messageTtlSeconds.")]
    [InlineData(Hub + "/:send?messageTtlSeconds=-1", "Invalid messageTtlSeconds.")]
    [InlineData(Hub + "/:send?messageTtlSeconds=x", "Invalid messageTtlSeconds.")]
    public async Task IllegalValue_IsABadRequest_EvenWithoutAToken(string path, string message)
    {
        HttpResponseMessage response = await SendAsync(
            "POST", path, Content("m"u8.ToArray(), "text/plain"), request => request.Headers.Authorization = null);

        await AssertBadRequestAsync(response, message);
    }

    [Covers("401 of another audience", Evidence.EmulatorTest, "RestApiTests")]
    [Theory]
    [InlineData("{0}api/hubs/chat/:send?api-version=2024-12-01", 202)]
    [InlineData("{0}api/hubs/chat/:send", 202)]
    [InlineData("{0}api/hubs/CHAT/:send?other=query", 202)]
    [InlineData("{0}api/hubs/chat/:send/", 202)]
    [InlineData("{0}api/hubs/chat/:send/child", 202)]
    [InlineData("{0}api/hubs/chat/:sendSuffix", 401)]
    [InlineData("{0}api/hubs/chat", 401)]
    [InlineData("{0}api/hubs/other/:send", 401)]
    [InlineData("http://other.example.test/api/hubs/chat/:send", 401)]
    public async Task Audience_IsPathAndHost(string audience, int status)
    {
        string token = CreateToken(audience.Replace("{0}", Service.Endpoint.AbsoluteUri, StringComparison.Ordinal));

        HttpResponseMessage response = await SendAsync(
            "POST",
            Hub + "/:send?api-version=2024-12-01",
            Content("m"u8.ToArray(), "text/plain"),
            request => request.Headers.Authorization = new AuthenticationHeaderValue("bearer", token));

        ((int)response.StatusCode).Should().Be(status);
    }

    [Theory]
    [InlineData("room%2Fpart", 202)] // one level of escaping is decoded
    [InlineData("room%252Fpart", 202)]
    [InlineData("room/part", 401)]
    public async Task Audience_MayBePartiallyDecoded(string group, int status)
    {
        string token = CreateToken($"{Service.Endpoint.AbsoluteUri}api/hubs/chat/groups/{group}/:send");

        HttpResponseMessage response = await SendAsync(
            "POST",
            Hub + "/groups/room%252Fpart/:send",
            Content("m"u8.ToArray(), "text/plain"),
            request => request.Headers.Authorization = new AuthenticationHeaderValue("bearer", token));

        ((int)response.StatusCode).Should().Be(status);
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("GET")]
    public async Task Health_Answers(string method)
    {
        using HttpResponseMessage response = await SendAsync(method, "/api/health", content: null, request => request.Headers.Authorization = null);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        response.Headers.Contains("api-supported-versions").Should().BeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic eDp5")]
    [InlineData("Bearer x")]
    [InlineData("Bearer")]
    public async Task NoToken_IsUnauthorized(string? authorization)
    {
        HttpResponseMessage response = await SendAsync("POST", Hub + "/:send", Content("m"u8.ToArray(), "text/plain"), request =>
        {
            request.Headers.Authorization = null;
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        });

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task WrongKey_IsUnauthorized() => (await SendAsync(
        "POST",
        Hub + "/:send",
        Content("m"u8.ToArray(), "text/plain"),
        request => request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", CreateToken($"{Service.Endpoint}api/hubs/chat/:send", key: "another-key-of-at-least-thirty-two-bytes")))).StatusCode
        .Should().Be(HttpStatusCode.Unauthorized);

    [Covers("grace of a token's expiry, 5 minutes", Evidence.EmulatorTest, "WebPubSubTokenService")]
    [Theory]
    [InlineData(-301, 401)]
    [InlineData(-200, 202)]
    public async Task ExpiredToken_IsUnauthorized_AfterFiveMinutesOfGrace(int expiresAfterSeconds, int status) => ((int)(await SendAsync(
        "POST",
        Hub + "/:send",
        Content("m"u8.ToArray(), "text/plain"),
        request => request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            CreateToken($"{Service.Endpoint}api/hubs/chat/:send", expiresAfter: TimeSpan.FromSeconds(expiresAfterSeconds))))).StatusCode)
        .Should().Be(status);

    [Theory]
    [InlineData("room", "room")]
    [InlineData("ro%20om", "ro om")]
    [InlineData("a+b", "a+b")]
    [InlineData("%E4%BD%A0", "你")]
    [InlineData("a%2Fb", "a%2Fb")]
    [InlineData("a%252Fb", "a%2Fb")]
    public async Task Path_IsDecodedOnce_ButForSlashes(string segment, string group)
    {
        using TestSocket socket = await ConnectJsonAsync(groups: [group]);

        (await SendAsync("HEAD", $"{Hub}/groups/{segment}")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Covers("`AddUserToGroup`", Evidence.EmulatorTest, "RestApiTests")]
    [Covers("`RemoveUserFromGroup`", Evidence.EmulatorTest, "RestApiTests")]
    [Fact]
    public async Task Membership_CanBeChanged()
    {
        (TestSocket socket, string connectionId) = await TestSocket.ConnectJsonAsync(ClientUri("ann"));
        using TestSocket ann = socket;

        (await SendAsync("PUT", $"{Hub}/groups/a/connections/{connectionId}")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await SendAsync("PUT", $"{Hub}/groups/a/connections/{connectionId}")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await SendAsync("PUT", $"{Hub}/users/ann/groups/b")).StatusCode.Should().Be(HttpStatusCode.OK);
        await SendAsync("POST", Hub + "/groups/a/:send", "to a");
        await SendAsync("POST", Hub + "/groups/b/:send", "to b");
        (await SendAsync("DELETE", $"{Hub}/groups/a/connections/{connectionId}")).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await SendAsync("DELETE", $"{Hub}/users/ann/groups/b")).StatusCode.Should().Be(HttpStatusCode.NoContent);
        await SendAsync("POST", Hub + "/groups/a/:send", "no member");
        await SendAsync("POST", Hub + "/users/ann/:send", "done");

        (await ann.ReceiveTextAsync()).Should().Contain("to a");
        (await ann.ReceiveTextAsync()).Should().Contain("to b");
        (await ann.ReceiveTextAsync()).Should().Contain("done");
        (await SendAsync("HEAD", Hub + "/groups/a")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task ParametersOfOtherOperations_AreIgnoredForOneConnection()
    {
        (TestSocket socket, string connectionId) = await TestSocket.ConnectJsonAsync(ClientUri("ann"));
        using TestSocket ann = socket;

        (await SendAsync("POST", $"{Hub}/connections/{connectionId}/:send?filter=(", "hi")).StatusCode.Should().Be(HttpStatusCode.Accepted);
        await SendAsync("DELETE", $"{Hub}/connections/{connectionId}?excluded={connectionId}");

        (await ann.ReceiveTextAsync()).Should().Contain("hi");
        (await ann.ReceiveCloseAsync()).Should().Be((1000, ""));
    }

    [Covers("close 1000, closed by the REST API", Evidence.EmulatorTest, "RestApiTests.Close")]
    [Fact]
    public async Task Close_SendsAJsonClientTheReason_WithAnEmptyDescription()
    {
        (TestSocket socket, string connectionId) = await TestSocket.ConnectJsonAsync(ClientUri("ann"));
        using TestSocket ann = socket;
        string reason = string.Concat(Enumerable.Repeat("é ", 150)).Trim();

        (await SendAsync("DELETE", $"{Hub}/connections/{connectionId}?reason={Uri.EscapeDataString(reason)}")).StatusCode
            .Should().Be(HttpStatusCode.NoContent);

        JsonElement disconnected = await ann.ReceiveJsonAsync();
        disconnected.GetProperty("event").GetString().Should().Be("disconnected");
        disconnected.GetProperty("message").GetString().Should().Be($"Application server closed the connection. Reason: {reason}");
        (await ann.ReceiveCloseAsync()).Should().Be((1000, ""));
    }

    private static async Task AssertBadRequestAsync(HttpResponseMessage response, string message, string? target = null)
    {
        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        JsonElement error = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        error.GetProperty("code").GetString().Should().Be("Error.BadRequest");
        error.GetProperty("message").GetString().Should().Be(message);
        if (target is not null)
        {
            error.GetProperty("target").GetString().Should().Be(target);
        }
    }
}
