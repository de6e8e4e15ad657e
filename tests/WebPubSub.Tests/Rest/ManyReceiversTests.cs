// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json;
using System.Web;
using Azure;
using WebPubSub.TestUtilities;

namespace WebPubSub.Tests.Rest;

/// <summary>Tests for operations on many users, groups or connections. An operation sends few requests, each with a filter.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/azure/azure-web-pubsub/reference-odata-filter">OData filter syntax</see>.</remarks>
public sealed class ManyReceiversTests : IAsyncLifetime
{
    private const string Key = "7aab239577fd4f24bc919802fb629f5f7aab239577fd4f24bc919802fb629f5f";
    private StubServer _service = null!;
    private WebPubSubServiceClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await StubServer.StartAsync();
        _client = CreateClient();
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task SendToUsers_WithAThousandUsers_SendsTenRequestsThatNameEachUserOnce()
    {
        string[] users = [.. Enumerable.Range(0, 1000).Select(_ => Guid.NewGuid().ToString())];

        BulkOperationResult result = await _client.SendToUsersAsync(users, "hello");

        IReadOnlyList<WireRequest> requests = _service.TakeRequests();
        requests.Should().HaveCount(10);
        requests.Should().OnlyContain(request => request.Method == "POST" && request.Target.StartsWith("/api/hubs/chat/:send?", StringComparison.Ordinal) && request.Text == "hello");
        requests.Should().OnlyContain(request => request.Target.Length < 8000, "servers limit the length of a request line");
        requests.SelectMany(request => QuotedIn(FilterOf(request))).Should().BeEquivalentTo(users);
        result.Accepted.Should().BeEquivalentTo(users);
        result.Failures.Should().BeEmpty();
        result.ThrowIfAnyFailed();
    }

    [Fact]
    public async Task SendToUsers_WritesTheDocumentedFilter()
    {
        await _client.SendToUsersAsync(["ann", "O'Neill", "ann", "a/b"], "hello");

        WireRequest request = await _service.NextRequestAsync();
        FilterOf(request).Should().Be("userId in ('ann','O''Neill','a/b')");
        request.Header("Content-Type").Should().Be("text/plain");
    }

    [Fact]
    public async Task SendToConnections_WritesTheDocumentedFilter()
    {
        await _client.SendToConnectionsAsync(["c1", "c2"], BinaryData.FromBytes([1, 2]));

        WireRequest request = await _service.NextRequestAsync();
        FilterOf(request).Should().Be("connectionId in ('c1','c2')");
        request.Header("Content-Type").Should().Be("application/octet-stream");
        request.Body.Should().Equal(1, 2);
    }

    [Fact]
    public async Task SendToGroups_SendsOneRequest_SoThatAMemberOfTwoGroupsReceivesOneMessage()
    {
        await _client.SendToGroupsAsJsonAsync(["room", "it's", "a/b"], new { text = "hi" });

        WireRequest request = await _service.NextRequestAsync();
        FilterOf(request).Should().Be("'room' in groups or 'it''s' in groups or 'a/b' in groups");
        request.Header("Content-Type").Should().Be("application/json");
        request.Text.Should().Be("""{"text":"hi"}""");
        _service.TakeRequests().Should().BeEmpty();
    }

    [Fact]
    public async Task SendToGroups_WithTooManyGroups_Throws()
    {
        string[] groups = [.. Enumerable.Range(0, 101).Select(number => $"g{number}")];

        await _client.Awaiting(c => c.SendToGroupsAsync(groups, "hello")).Should().ThrowAsync<ArgumentException>().WithMessage("*at most 100 groups, but there are 101*twice*");

        _service.TakeRequests().Should().BeEmpty();
    }

    [Fact]
    public async Task SendToGroups_WithLongNames_IsLimitedByTheUrl()
    {
        string[] groups = [.. Enumerable.Range(0, 90).Select(_ => Guid.NewGuid().ToString())];

        (await _client.SendToGroupsAsync(groups[..60], "hello")).Accepted.Should().HaveCount(60);
        await _client.Awaiting(c => c.SendToGroupsAsync(groups, "hello")).Should().ThrowAsync<ArgumentException>().WithMessage("*filter has at most 4500 characters, but it has *");

        _service.TakeRequests().Should().ContainSingle().Which.Target.Length.Should().BeLessThan(5000);
    }

    [Fact]
    public async Task LongOptions_ReduceTheReceiversOfARequest()
    {
        string[] users = [.. Enumerable.Range(0, 100).Select(_ => Guid.NewGuid().ToString())];
        var options = new SendToManyOptions();
        for (int i = 0; i < 40; i++)
        {
            options.ExcludedConnections.Add(Guid.NewGuid().ToString("N"));
        }

        await _client.SendToUsersAsync(users, "hello", options);

        _service.TakeRequests().Should().HaveCount(2).And.OnlyContain(request => request.Target.Length < 5000);
        options.Filter = new string('x', 2000);
        await _client.Awaiting(c => c.SendToUsersAsync(users, "hello", options)).Should().ThrowAsync<ArgumentException>().WithMessage("*at most 2250*");
    }

    [Theory, InlineData("true) or (true"), InlineData("(true"), InlineData("userId eq '(")]
    public async Task UnbalancedFilter_Throws(string filter) =>
        await _client.Awaiting(c => c.SendToUsersAsync(["ann"], "hello", new() { Filter = filter })).Should().ThrowAsync<ArgumentException>().WithMessage("*not balanced*");

    [Fact]
    public async Task FilterWithParenthesesInText_IsSent()
    {
        await _client.SendToUsersAsync(["ann"], "hello", new() { Filter = "(userId ne ')' and true)" });

        FilterOf(await _service.NextRequestAsync()).Should().Be("(userId in ('ann')) and ((userId ne ')' and true))");
    }

    [Fact]
    public async Task Metadata_IsReadBeforeTheFirstRequest()
    {
        var options = new SendToManyOptions { Metadata = { ["k"] = "before" }, MaxConcurrentRequests = 1 };
        _service.Default = http =>
        {
            options.Metadata["k"] = "after";
            return StubServer.Status(202)(http);
        };

        await _client.SendToUsersAsync(Enumerable.Range(0, 300).Select(number => $"u{number}"), "hello", options);

        _service.TakeRequests().Should().HaveCount(3).And.OnlyContain(request => request.Header("X-WebPubSub-Metadata-k") == "before");
    }

    [Fact]
    public async Task ContentOfAnyType_IsSent()
    {
        await _client.SendToUsersAsync(["ann"], """{"a":1}""", Azure.Core.ContentType.ApplicationJson);

        WireRequest request = await _service.NextRequestAsync();
        request.Header("Content-Type").Should().Be("application/json");
        request.Text.Should().Be("""{"a":1}""");
    }

    [Fact]
    public async Task BulkGroups_AreValidatedWithoutReceivers_AndEnumeratedOnce()
    {
        await _client.Awaiting(c => c.AddUsersToGroupsAsync([], [])).Should().ThrowAsync<ArgumentException>().WithParameterName("groups");
        var groups = new Queue<string>(["room"]);
        IEnumerable<string> once = Enumerable.Range(0, 1).Select(_ => groups.Dequeue());

        BulkOperationResult result = await _client.AddUsersToGroupsAsync(once, Enumerable.Range(0, 150).Select(number => $"u{number}"));

        result.Accepted.Should().HaveCount(150);
        result.Failures.Should().BeEmpty();
    }

    [Fact]
    public async Task Options_ApplyToEachRequest()
    {
        var options = new SendToManyOptions { Filter = "'room' in groups", MessageTimeToLive = TimeSpan.FromSeconds(5), ExcludedConnections = { "c9" }, Metadata = { ["k"] = "v" } };

        await _client.SendToUsersAsync(["ann"], "hello", options);

        WireRequest request = await _service.NextRequestAsync();
        FilterOf(request).Should().Be("(userId in ('ann')) and ('room' in groups)");
        request.Target.Should().Contain("excluded=c9").And.Contain("messageTtlSeconds=5");
        request.Header("X-WebPubSub-Metadata-k").Should().Be("v");
    }

    [Fact]
    public async Task FailedRequest_IsReportedWithItsReceivers_AndTheOthersAreSent()
    {
        string[] users = [.. Enumerable.Range(0, 250).Select(number => $"u{number}")];
        _service.Default = async http =>
        {
            bool isRefused = http.Request.Query["filter"].ToString().Contains("'u150'", StringComparison.Ordinal);
            await StubServer.Status(isRefused ? 400 : 202)(http);
        };

        BulkOperationResult result = await _client.SendToUsersAsync(users, "hello");

        BulkOperationFailure failure = result.Failures.Should().ContainSingle().Which;
        failure.Exception.Should().BeOfType<RequestFailedException>().Which.Status.Should().Be(400);
        failure.Targets.Should().HaveCount(100).And.Contain("u150");
        result.Accepted.Should().HaveCount(150).And.NotContain("u150");
        result.Invoking(r => r.ThrowIfAnyFailed()).Should().Throw<AggregateException>().WithMessage("*100 of 250*").WithInnerException<RequestFailedException>();
    }

    [Fact]
    public async Task ServiceVersionWithoutFilters_FallsBackToSingleSends()
    {
        WebPubSubServiceClient client = CreateClient(WebPubSubServiceClientOptions.ServiceVersion.V2021_10_01);

        BulkOperationResult result = await client.SendToUsersAsync(["ann", "bob"], "hello");

        _service.TakeRequests().Select(request => request.Target).Should().BeEquivalentTo(
            "/api/hubs/chat/users/ann/:send?api-version=2021-10-01", "/api/hubs/chat/users/bob/:send?api-version=2021-10-01");
        result.Accepted.Should().BeEquivalentTo("ann", "bob");
        await client.Awaiting(c => c.SendToUsersAsync(["ann"], "hello", new() { ExcludedConnections = { "c" } })).Should().ThrowAsync<NotSupportedException>();
    }

    [Fact]
    public async Task InvalidReceiver_FailsBeforeAnyRequest()
    {
        await _client.Awaiting(c => c.SendToUsersAsync(["ann", " "], "hello")).Should().ThrowAsync<ArgumentException>().WithParameterName("userIds");
        await _client.Awaiting(c => c.SendToConnectionsAsync(["\ud800"], "hello")).Should().ThrowAsync<ArgumentException>().WithParameterName("connectionIds");
        await _client.Awaiting(c => c.SendToGroupsAsync([new string('g', 1025)], "hello")).Should().ThrowAsync<ArgumentException>().WithParameterName("groups");
        _client.Invoking(c => new SendToManyOptions { MaxConcurrentRequests = 0 }).Should().Throw<ArgumentOutOfRangeException>();

        _service.TakeRequests().Should().BeEmpty();
    }

    [Fact]
    public async Task NoReceivers_SendNoRequest()
    {
        (await _client.SendToUsersAsync([], "hello")).Accepted.Should().BeEmpty();
        (await _client.SendToGroupsAsync([], "hello")).Accepted.Should().BeEmpty();

        _service.TakeRequests().Should().BeEmpty();
    }

    [Fact]
    public async Task Cancellation_ThrowsOperationCanceledException()
    {
        using var cancelled = new CancellationTokenSource();
        _service.Default = async http =>
        {
            await cancelled.CancelAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };

        await _client.Awaiting(c => c.SendToUsersAsync(["ann"], "hello", cancellationToken: cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task AddUsersToGroups_IsOneBulkRequestForAHundredUsers()
    {
        string[] users = [.. Enumerable.Range(0, 101).Select(number => $"u{number}")];

        BulkOperationResult result = await _client.AddUsersToGroupsAsync(["a/b", "room"], users);

        IReadOnlyList<WireRequest> requests = _service.TakeRequests();
        requests.Should().HaveCount(2).And.OnlyContain(request => request.Target.StartsWith("/api/hubs/chat/:addToGroups?", StringComparison.Ordinal));
        requests.SelectMany(request => QuotedIn(Body(request).GetProperty("filter").GetString()!)).Should().BeEquivalentTo(users);
        requests.Should().OnlyContain(request => Body(request).GetProperty("groups").GetArrayLength() == 2);
        result.Accepted.Should().BeEquivalentTo(users);
    }

    [Fact]
    public async Task OtherMembershipOperations_SendTheDocumentedRequests()
    {
        await _client.RemoveUsersFromGroupsAsync(["room"], ["ann"]);
        await _client.AddConnectionsToGroupsAsync(["room"], ["c1", "c2"]);
        await _client.RemoveConnectionsFromGroupsAsync(["room"], ["c1"]);

        _service.TakeRequests().Select(request => $"{request.Target.Split('?')[0]} {request.Text}").Should().Equal(
            """/api/hubs/chat/:removeFromGroups {"groups":["room"],"filter":"userId in (\u0027ann\u0027)"}""",
            """/api/hubs/chat/:addToGroups {"groups":["room"],"filter":"connectionId in (\u0027c1\u0027,\u0027c2\u0027)"}""",
            """/api/hubs/chat/:removeFromGroups {"groups":["room"],"filter":"connectionId in (\u0027c1\u0027)"}""");
    }

    private static JsonElement Body(WireRequest request) => JsonSerializer.Deserialize<JsonElement>(request.Body);

    private static string FilterOf(WireRequest request) => HttpUtility.ParseQueryString(request.Target.Split('?')[1])["filter"]!;

    // Returns the quoted names of a list. The list must not contain escaped quotes.
    private static IEnumerable<string> QuotedIn(string filter) => filter.Split('\'').Where((_, index) => index % 2 == 1);

    private WebPubSubServiceClient CreateClient(WebPubSubServiceClientOptions.ServiceVersion version = WebPubSubServiceClientOptions.ServiceVersion.V2024_12_01) =>
        new(_service.Address, "chat", new AzureKeyCredential(Key), new(version) { Retry = { MaxRetries = 0 } });
}
