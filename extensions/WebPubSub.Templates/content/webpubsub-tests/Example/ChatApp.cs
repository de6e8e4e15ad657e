using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Company.ChatTests1.Example;

/// <summary>The application under test, in memory. Replace it with your application: see README.md.</summary>
internal sealed class ChatApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    public ChatApp(string connectionString)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddWebPubSub(connectionString).AddHub<ChatHub>();
        _app = builder.Build();
        _app.MapWebPubSubHub<ChatHub>("/eventhandler");
        _app.Start();
    }

    public TestServer Server => _app.GetTestServer();

    public IServiceProvider Services => _app.Services;

    public HttpClient CreateClient() => _app.GetTestClient();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
