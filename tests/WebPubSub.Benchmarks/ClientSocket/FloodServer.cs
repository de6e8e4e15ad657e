// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using WebPubSub.Benchmarks.Fanout;

namespace WebPubSub.Benchmarks.ClientSocket;

/// <summary>
/// A server that sends the frames of the emulator to each client as fast as the client reads them. Only the client limits the rate, and the number of messages
/// is unlimited.
/// </summary>
internal static class FloodServer
{
    private const int Frames = 400;
    private const long FirstId = 1_000_000_000; // each ID has ten digits, so that the server can overwrite it in the frame

    public static async Task RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.Run(FloodAsync);
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await Console.In.ReadLineAsync();
    }

    private static async Task FloodAsync(HttpContext http)
    {
        string subprotocol = http.Request.Headers.SecWebSocketProtocol.ToString();
        bool isReliable = subprotocol.Contains("reliable", StringComparison.Ordinal);
        http.Response.Headers.SecWebSocketProtocol = subprotocol;
        http.Response.Headers.SecWebSocketAccept = Accept(http.Request.Headers.SecWebSocketKey.ToString());
        http.Response.Headers.Upgrade = "websocket";
        await using Stream stream = await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        _ = stream.CopyToAsync(Stream.Null, http.RequestAborted).ContinueWith(_ => http.Abort(), TaskScheduler.Default); // reads acknowledgements, and aborts the request at the end of the transport
        await stream.WriteAsync(Encode("""{"type":"system","event":"connected","userId":"ann","connectionId":"c1","reconnectionToken":"t1"}"""));
        byte[] frame = Encode(isReliable
            ? $$"""{"sequenceId":{{FirstId}},"type":"message","from":"group","group":"g","fromUserId":null,"dataType":"text","data":"{{FanoutBenchmark.Text}}"}"""
            : $$"""{"type":"message","from":"group","group":"g","fromUserId":null,"dataType":"text","data":"{{FanoutBenchmark.Text}}"}""");
        int idAt = Encoding.UTF8.GetString(frame).IndexOf(FirstId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        byte[] chunk = [.. Enumerable.Repeat(frame, Frames).SelectMany(bytes => bytes)];
        for (long id = FirstId; !http.RequestAborted.IsCancellationRequested;)
        {
            for (int i = 0; isReliable && i < Frames; i++)
            {
                id++.TryFormat(chunk.AsSpan((i * frame.Length) + idAt), out _, default, CultureInfo.InvariantCulture);
            }

            await stream.WriteAsync(chunk, http.RequestAborted);
        }
    }

    // RFC 6455, section 4.2.2.
#pragma warning disable CA5350 // RFC 6455 requires SHA-1
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350

    private static byte[] Encode(string text)
    {
        byte[] payload = Encoding.UTF8.GetBytes(text);
        return payload.Length < 126 ? [0x81, (byte)payload.Length, .. payload] : [0x81, 126, (byte)(payload.Length >> 8), (byte)payload.Length, .. payload];
    }
}
