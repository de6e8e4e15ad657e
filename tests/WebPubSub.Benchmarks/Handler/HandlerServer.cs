// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WebPubSub.Benchmarks.Handler;

/// <summary>Two endpoints on one Kestrel: the event handler, and one that reads the same body and writes the same reply and does nothing else.</summary>
internal static class HandlerServer
{
    public static async Task RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddWebPubSub($"Endpoint=http://localhost:8080;AccessKey={HandlerBenchmark.Key}").AddHub<CountingHub>("chat");
        WebApplication app = builder.Build();
        app.MapWebPubSubHub<CountingHub>("/eventhandler");
        app.MapPost("/bare", AnswerAsync);
        app.MapGet("/allocated", http => http.Response.WriteAsync(GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture)));
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await Console.In.ReadLineAsync(); // ends with the process that started it
        await app.StopAsync();
    }

    private static async Task AnswerAsync(HttpContext http)
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
        http.Response.Headers["ce-connectionState"] = HandlerBenchmark.State;
        await http.Response.Body.WriteAsync(body);
    }
}
