// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using WebPubSub.TestUtilities;
using WebPubSub.TestUtilities.Parity;

namespace WebPubSub.IntegrationTests;

/// <summary>The cases of the official JavaScript packages' own suites, with those packages, against the packed tool.</summary>
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
    [Covers("idle timeout of a stream, as asked", Evidence.OfficialClient, "@azure/web-pubsub-client 1.1.0, cases of its suites")]
    public async Task Cases_Pass(string suite)
    {
        await using RunningProcess process = tool.Start("--urls", "http://127.0.0.1:0");
        string connectionString = (await process.WaitForAsync("Endpoint=.*;")).Value;

        await Repository.RunScriptAsync("official-cases.mjs", new Dictionary<string, string?> { ["CONNECTION_STRING"] = connectionString }, suite);
    }

    // The official client sends tokens of an identity over https alone. The certificate is that of development.
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
