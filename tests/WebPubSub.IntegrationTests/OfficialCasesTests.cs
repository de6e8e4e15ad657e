// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.IntegrationTests;

/// <summary>The test cases of the official JavaScript packages, run with these packages against the packed tool.</summary>
[Collection(PackedTool.Name)]
public sealed class OfficialCasesTests(PackedToolFixture tool)
{
    [Theory]
    [InlineData("hubs")]
    [InlineData("groups")]
    [InlineData("integration")]
    [InlineData("clientIntegration")]
    [InlineData("streaming")]
    [Covers("`messageTtlSeconds`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0, cases of its suites")]
    [Covers("excluded connections", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0, cases of its suites")]
    [Covers("400 of a filter", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0, cases of its suites")]
    [Covers("raw, `sendEvent` mode", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0, cases of its suites")]
    [Covers("requested idle timeout of a stream", Evidence.OfficialClient, "@azure/web-pubsub-client 1.1.0, cases of its suites")]
    public async Task Cases_Pass(string suite)
    {
        await using RunningProcess process = tool.Start("--urls", "http://127.0.0.1:0");
        string connectionString = (await process.WaitForAsync("Endpoint=.*;")).Value;

        await Repository.RunScriptAsync("official-cases.mjs", new Dictionary<string, string?> { ["CONNECTION_STRING"] = connectionString }, suite);
    }

    // The official client sends identity tokens over HTTPS only. The tool uses the development certificate.
    [Fact]
    [Covers("`GenerateClientToken`", Evidence.OfficialClient, "@azure/web-pubsub 1.2.0, cases of its suites")]
    public async Task Cases_OfATokenCredential_Pass()
    {
        await using RunningProcess process = tool.Start("--urls", "https://127.0.0.1:0");
        string connectionString = (await process.WaitForAsync("Endpoint=.*;")).Value;

        var settings = new Dictionary<string, string?> { ["CONNECTION_STRING"] = connectionString, ["NODE_TLS_REJECT_UNAUTHORIZED"] = "0" };
        await Repository.RunScriptAsync("official-cases.mjs", settings, "identity");
    }
}
