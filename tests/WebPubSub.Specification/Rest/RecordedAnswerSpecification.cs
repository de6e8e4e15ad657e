// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.Specification.Rest;

/// <summary>Answers of the service in the recordings of the official JavaScript package: status, error code, content type, length and body.</summary>
/// <remarks>https://github.com/Azure/azure-sdk-assets, js/sdk/web-pubsub/web-pubsub/recordings/node.</remarks>
public abstract class RecordedAnswerSpecification<TService> : Specification<TService>
    where TService : TestService, new()
{
    private const string Json = "application/json; charset=utf-8";
    private const string Problem = "application/problem+json; charset=utf-8";
    private const string FilterMessage = "Invalid syntax for 'invalid filter': Syntax error at position 14 in 'invalid filter'. (Parameter 'filter')";

    [Covers("400 of a filter", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_broadcast_with_filter.json")]
    [Fact]
    public Task SendToAll_WithAnInvalidFilter() => AnswersAsync(
        "POST", "/api/hubs/chat/:send?api-version=2023-07-01&filter=invalid%20filter", "hello", 400, "Error.BadRequest", Problem, 416, ProblemFor("filter"));

    [Fact]
    public Task SendToUser_WithAnInvalidFilter() => AnswersAsync(
        "POST", "/api/hubs/chat/users/brian/:send?api-version=2023-07-01&filter=invalid%20filter", "hello", 400, "Error.BadRequest", Problem, 416, ProblemFor("filter"));

    [Fact]
    public Task AddToGroups_WithAnInvalidFilter() => AnswersAsync(
        "POST",
        "/api/hubs/chat/:addToGroups?api-version=2023-07-01",
        """{"groups":["group1","group2"],"filter":"invalid filter"}""",
        400,
        "Error.BadRequest",
        Problem,
        416,
        ProblemFor("Filter"));

    [Covers("`GrantPermission`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_grant_permissions_to_connections.json")]
    [Covers("404 of a permission, `Info.Connection.NotExisted`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_grant_permissions_to_connections.json")]
    [Fact]
    public Task GrantPermission_ToAMissingConnection() => AnswersAsync(
        "PUT",
        "/api/hubs/chat/permissions/joinLeaveGroup/connections/xxx?api-version=2023-07-01&targetName=x",
        "",
        404,
        "Info.Connection.NotExisted",
        Json,
        130,
        """{"code":"Info.Connection.NotExisted","message":"Connection `xxx` is not found.","target":"Connection","details":null,"inner":null}""");

    [Covers("`AddConnectionToGroup`", Evidence.Recorded, "group_client_working_with_a_group/recording_can_manage_connections.json")]
    [Covers("404 of a connection, `Error.Connection.NotExisted`", Evidence.Recorded, "group_client_working_with_a_group/recording_can_manage_connections.json")]
    [Fact]
    public Task AddToGroup_OfAMissingConnection() => AnswersAsync(
        "PUT",
        "/api/hubs/chat/groups/group/connections/xxxx?api-version=2023-07-01",
        "",
        404,
        "Error.Connection.NotExisted",
        Json,
        132,
        """{"code":"Error.Connection.NotExisted","message":"Connection `xxxx` is not found.","target":"Connection","details":null,"inner":null}""");

    [Covers("`CloseConnection`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_trace_through_the_various_options.json")]
    [Covers("`CloseUserConnections`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_trace_through_the_various_options.json")]
    [Covers("`CloseAllConnections`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_trace_through_the_various_options.json")]
    [Covers("`RemoveUserFromAllGroups`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_trace_through_the_various_options.json")]
    [Covers("`ConnectionExists`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_trace_through_the_various_options.json")]
    [Covers("`GroupExists`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_trace_through_the_various_options.json")]
    [Covers("`UserExists`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_trace_through_the_various_options.json")]
    [Covers("`CheckPermission`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_trace_through_the_various_options.json")]
    [Covers("404 of `HEAD`, `Warning.Connection.NotExisted`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_trace_through_the_various_options.json")]
    [Covers("404 of `HEAD`, `Warning.Group.NotExisted`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_trace_through_the_various_options.json")]
    [Covers("404 of `HEAD`, `Warning.User.NotExisted`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_trace_through_the_various_options.json")]
    [Covers("`RemoveConnectionFromGroup`", Evidence.Recorded, "group_client_working_with_a_group/recording_can_manage_connections.json")]
    [Theory]
    [InlineData("DELETE", "/api/hubs/chat/groups/group/connections/xxxx", 204, null, null)]
    [InlineData("POST", "/api/hubs/chat/users/xxxx/:closeConnections", 204, null, null)]
    [InlineData("POST", "/api/hubs/chat/:closeConnections", 204, null, null)]
    [InlineData("DELETE", "/api/hubs/chat/connections/xxxx", 204, null, null)]
    [InlineData("DELETE", "/api/hubs/chat/users/foo/groups", 204, null, null)]
    [InlineData("DELETE", "/api/hubs/chat/connections/xxxx/groups", 204, null, null)]
    [InlineData("HEAD", "/api/hubs/chat/connections/xxxx", 404, "Warning.Connection.NotExisted", 134)]
    [InlineData("HEAD", "/api/hubs/chat/groups/foo", 404, "Warning.Group.NotExisted", 114)]
    [InlineData("HEAD", "/api/hubs/chat/users/foo", 404, "Warning.User.NotExisted", 115)]
    [InlineData("HEAD", "/api/hubs/chat/permissions/joinLeaveGroup/connections/xxxx?targetName=x", 404, "Info.Connection.NotExisted", 131)]
    public async Task WithoutBody(string method, string path, int status, string? code, int? length)
    {
        using HttpResponseMessage response = await SendAsync(method, path + (path.Contains('?') ? "&" : "?") + "api-version=2023-07-01");

        ((int)response.StatusCode).Should().Be(status);
        ErrorCode(response).Should().Be(code);
        response.Content.Headers.ContentType?.ToString().Should().Be(length is null ? null : Json);
        response.Content.Headers.ContentLength.Should().Be(length ?? 0);
        response.Headers.GetValues("api-supported-versions").Should().ContainSingle().Which.Should().StartWith("2021-10-01, 2022-11-01, 2023-07-01, 2024-01-01");
    }

    [Covers("`SendToGroup`", Evidence.Recorded, "group_client_working_with_a_group/recording_can_broadcast_to_group_with_filter.json")]
    [Covers("`SendToConnection`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_send_to_a_connection_with_messagettlseconds.json")]
    [Covers("`RemoveConnectionsFromGroups`", Evidence.Recorded, "client_working_with_multiple_groups/recording_can_leave_multiple_groups_with_filter.json")]
    [Covers("`CloseGroupConnections`", Evidence.Recorded, "group_client_working_with_a_group/recording_can_close_all_connections_with_reason.json")]
    [Covers("`messageTtlSeconds`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_send_to_a_connection_with_messagettlseconds.json")]
    [Covers("`SendToAll`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_broadcast_with_filter.json")]
    [Covers("filters", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_broadcast_with_filter.json")]
    [Covers("`SendToUser`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_send_messages_to_a_user.json")]
    [Covers("`AddConnectionsToGroups`", Evidence.Recorded, "client_working_with_multiple_groups/recording_can_join_multiple_groups_with_filter.json")]
    [Theory]
    [InlineData("/:send?filter=userId%20ne%20%27user1%27&messageTtlSeconds=60", "hello", 202)]
    [InlineData("/users/brian/:send", "hello", 202)]
    [InlineData("/connections/xxxx/:send?messageTtlSeconds=60", "hello", 202)]
    [InlineData("/groups/group/:send?filter=userId%20ne%20%27user1%27&messageTtlSeconds=60", "hello", 202)]
    [InlineData("/:addToGroups", """{"groups":["group1","group2"],"filter":"userId eq 'user 1'"}""", 200)]
    [InlineData("/:removeFromGroups", """{"groups":["group1","group2"],"filter":"userId eq 'user 1'"}""", 200)]
    [InlineData("/groups/group/:closeConnections?reason=test%20reason", null, 204)]
    public async Task Accepted(string path, string? body, int status)
    {
        using HttpResponseMessage response = await SendAsync(
            "POST", $"/api/hubs/chat{path}{(path.Contains('?') ? "&" : "?")}api-version=2024-12-01", body, body is ['{', ..] ? "application/json" : "text/plain");

        ((int)response.StatusCode).Should().Be(status);
        (await response.Content.ReadAsStringAsync()).Should().BeEmpty();
        response.Content.Headers.ContentType.Should().BeNull();
        response.Headers.GetValues("api-supported-versions").Should().Equal("2021-10-01, 2022-11-01, 2023-07-01, 2024-01-01, 2024-12-01");
    }

    [Covers("`RevokePermission`", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_trace_through_the_various_options.json")]
    [Covers("400 of a parameter", Evidence.Recorded, "hubclient_working_with_a_hub/recording_can_trace_through_the_various_options.json")]
    [Fact]
    public Task RevokePermission_WithoutTarget() => AnswersAsync(
        "DELETE",
        "/api/hubs/chat/permissions/joinLeaveGroup/connections/xxxx?api-version=2023-07-01",
        null,
        400,
        "Error.BadRequest",
        Json,
        172,
        """{"code":"Error.BadRequest","message":"Invalid group name. Valid group name should be in between 1 and 1024 characters long.","target":"Request","details":null,"inner":null}""");

    [Covers("`ListConnectionsInGroup`", Evidence.Recorded, "group_client_listing_connections/recording_can_list_connections_with_6_connections_maxcounteq5_pagesizeeq2.json")]
    [Fact]
    public async Task LastPageOfMembers_HasTheAnonymousUser_AndNoLink()
    {
        (TestUtilities.TestSocket socket, string id) = await TestUtilities.TestSocket.ConnectJsonAsync(ClientUri(groups: ["group1"]));
        using (socket)
        {
            await AnswersAsync(
                "GET",
                "/api/hubs/chat/groups/group1/connections?top=1&maxpagesize=2&api-version=2024-12-01",
                null,
                200,
                null,
                Json,
                45 + id.Length,
                $$"""{"value":[{"connectionId":"{{id}}","userId":null}]}""");
        }
    }

    private static string ProblemFor(string target) =>
        $$$"""{"code":"Error.BadRequest","message":"{{{FilterMessage}}}","target":"{{{target}}}","errors":{"{{{target}}}":["{{{FilterMessage}}}"]},"type":null,"title":"One or more validation errors occurred.","status":400,"detail":null,"instance":null,"extensions":{}}""";

    private static string? ErrorCode(HttpResponseMessage response) => response.Headers.TryGetValues("x-ms-error-code", out IEnumerable<string>? codes) ? codes.Single() : null;

    private async Task AnswersAsync(string method, string path, string? body, int status, string? code, string contentType, int length, string answer)
    {
        using HttpResponseMessage response = await SendAsync(method, path, body, path.Contains("Groups") ? "application/json" : "text/plain");

        (await response.Content.ReadAsStringAsync()).Should().Be(answer);
        ((int)response.StatusCode).Should().Be(status);
        ErrorCode(response).Should().Be(code);
        response.Content.Headers.ContentType!.ToString().Should().Be(contentType);
        response.Content.Headers.ContentLength.Should().Be(length);
        response.Headers.Contains("api-supported-versions").Should().Be(contentType != Problem, "the service rejects an invalid parameter before it checks the version");
    }
}
