// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WebPubSub.Benchmarks.Handler;

/// <summary>
/// Three endpoints on one Kestrel server: the event handler, an endpoint that only reads the body and writes the reply, and an endpoint that also checks a
/// signature and changes the state.
/// </summary>
internal static class HandlerServer
{
    private static readonly byte[] Key = Encoding.UTF8.GetBytes(HandlerBenchmark.Key);

    public static async Task RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddWebPubSub($"Endpoint=http://localhost:8080;AccessKey={HandlerBenchmark.Key}").AddHub<CountingHub>("chat");
        WebApplication app = builder.Build();
        app.MapWebPubSubHub<CountingHub>("/eventhandler");
        app.MapPost("/bare", http => AnswerAsync(http, HandlerBenchmark.State));
        app.MapPost("/signed", AnswerSignedAsync);
        app.MapGet("/allocated", http => http.Response.WriteAsync(GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture)));
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await Console.In.ReadLineAsync(); // returns when the parent process ends
        await app.StopAsync();
    }

    private static Task AnswerSignedAsync(HttpContext http)
    {
        IHeaderDictionary headers = http.Request.Headers;
        byte[] hash = HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(headers["ce-connectionId"].ToString()));
        if (!string.Equals(headers["ce-signature"], "sha256=" + Convert.ToHexStringLower(hash), StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        Dictionary<string, string> state = JsonSerializer.Deserialize<Dictionary<string, string>>(Convert.FromBase64String(headers["ce-connectionState"].ToString()))!;
        state["counter"] = "MQ==";
        return AnswerAsync(http, Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(state)));
    }

    private static async Task AnswerAsync(HttpContext http, string state)
    {
        ReadResult result;
        while (!(result = await http.Request.BodyReader.ReadAsync()).IsCompleted)
        {
            http.Request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }

        byte[] body = result.Buffer.ToArray();
        http.Request.BodyReader.AdvanceTo(result.Buffer.End);
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.ContentLength = body.Length;
        http.Response.Headers["ce-connectionState"] = state;
        await http.Response.Body.WriteAsync(body);
    }
}
