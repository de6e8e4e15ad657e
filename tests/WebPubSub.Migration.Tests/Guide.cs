// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Azure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace WebPubSub.Migration.Tests;

/// <summary>The snippets of docs/migration/from-official-packages.md. MigrationGuideTests compares them with the page.</summary>
internal static class Guide
{
    public static async Task SendAsync(WebPubSubServiceClient service, CancellationToken cancellationToken)
    {
        // <options>
        await service.SendToAllAsync("hello", new SendToAllOptions { Filter = "userId ne 'bob'" }); // not: new() { ... }
        await service.SendToAllAsync("hello", cancellationToken); // the overload with a token
        // </options>
    }

    public static void Retry(WebApplicationBuilder builder, string connectionString)
    {
        // <handler-options>
        builder.Services.AddWebPubSub(options =>
        {
            options.ServiceEndpoint = new WebPubSubServiceEndpoint(connectionString);
            options.RetryFailedEvents = true; // 500 for a hub that throws, as before: only for handlers that can run twice
        });
        // </handler-options>
    }

    public static void AllowUnverified(WebApplicationBuilder builder)
    {
        // <unverified>
        builder.Services.AddWebPubSub(options => options.DangerouslyAllowUnverifiedEvents = true); // only if no other program can reach the handler
        // </unverified>
    }

    public static async Task MockAsync()
    {
        // <mock>
        var service = new Mock<WebPubSubServiceClient>();
        await service.Object.AddConnectionToGroupAsync("group", "connection");
        service.Verify(x => x.AddConnectionToGroupAsync("group", "connection", It.IsAny<RequestContext>()));
        // </mock>
    }
}
