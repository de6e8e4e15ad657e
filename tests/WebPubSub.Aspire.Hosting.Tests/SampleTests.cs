// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using WebPubSub.TestUtilities;

namespace WebPubSub.Aspire.Hosting.Tests;

/// <summary>The sample with an app host, an API and a worker.</summary>
[Collection(RunningAppHost.Name)]
public sealed class SampleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TwoUsersChat_AndTheWorkerPosts()
    {
        await using IDistributedApplicationTestingBuilder builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(Token);
        await using DistributedApplication app = await builder.BuildAsync(Token);
        await app.StartAsync(Token).WithLongTimeoutAsync("the app host");
        await app.ResourceNotifications.WaitForResourceHealthyAsync("api", Token).WithLongTimeoutAsync("the health of the API");
        Uri address = app.GetEndpoint("api", "http");

        using TestSocket ann = await JoinAsync(address, "Ann");
        using TestSocket bob = await JoinAsync(address, "Bob");
        await ann.SendTextAsync("""{"type":"event","event":"message","dataType":"text","data":"hello"}""");

        await WaitForAsync(bob, "Ann: hello");
        await WaitForAsync(ann, "worker: it is ");
    }

    private static async Task<TestSocket> JoinAsync(Uri address, string name)
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };
        (await http.GetAsync(new Uri("negotiate", UriKind.Relative), Token)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await http.PostAsJsonAsync(new Uri("sign-in", UriKind.Relative), new { name }, Token)).EnsureSuccessStatusCode();
        JsonElement answer = await http.GetFromJsonAsync<JsonElement>(new Uri("negotiate", UriKind.Relative), Token);
        return (await TestSocket.ConnectJsonAsync(new Uri(answer.GetProperty("url").GetString()!))).Socket;
    }

    private static async Task WaitForAsync(TestSocket socket, string text)
    {
        while (!(await socket.ReceiveTextAsync()).Contains(text, StringComparison.Ordinal))
        {
        }
    }
}
