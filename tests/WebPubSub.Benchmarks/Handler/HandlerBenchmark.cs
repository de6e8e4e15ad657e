// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace WebPubSub.Benchmarks.Handler;

/// <summary>A comparison of the event handler with a bare Kestrel endpoint and the official Express handler, for a user event.</summary>
internal static class HandlerBenchmark
{
    public const string Key = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";
    public const string State = "eyJjb3VudGVyIjoiTVE9PSJ9";

    public static async Task RunAsync()
    {
        using Process server = Child.Start(Environment.ProcessPath!, "handler-server");
        using Process express = Child.StartScript("express-bench.mjs");
        try
        {
            var address = new Uri((await server.StandardOutput.ReadLineAsync())!);
            var expressAddress = new Uri((await express.StandardOutput.ReadLineAsync())!);
            byte[] expressRequest = CreateRequest(expressAddress, "/api/webpubsub/hubs/chat/");
            Measurement[] medians = await Measurement.CompareAsync(
                () => MeasureAsync(address, "/eventhandler"),
                () => MeasureAsync(address, "/bare"),
                () => MeasureAsync(address, "/signed"),
                async () => new Measurement(await RawLoad.RunAsync(expressAddress, expressRequest), BytesEach: 0));
            (Measurement ours, Measurement bare, Measurement signed, Measurement js) = (medians[0], medians[1], medians[2], medians[3]);
            Ratio.Print("event, rate", ours.PerSecond, bare.PerSecond, "at least 0.80 of a bare Kestrel endpoint");
            Ratio.Print("event, rate", ours.PerSecond, signed.PerSecond, "of a Kestrel endpoint that also checks a signature and changes the state");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"event, bytes allocated    +{ours.BytesEach - bare.BytesEach:0}  = {ours.BytesEach,10:0} - {bare.BytesEach,10:0}  (at most 1,500 above a bare Kestrel endpoint)"));
            Ratio.Print("event, rate", ours.PerSecond, js.PerSecond, "at least 5 times the official Express handler");
        }
        finally
        {
            server.Kill();
            express.Kill();
        }
    }

    private static async Task<Measurement> MeasureAsync(Uri address, string path)
    {
        using var http = new HttpClient { BaseAddress = address };
        double before = await AllocatedAsync(http);
        double rate = await RawLoad.RunAsync(address, CreateRequest(address, path));
        double after = await AllocatedAsync(http);
        return new Measurement(rate, (after - before) / (rate * Measurement.RoundTime.TotalSeconds));
    }

    private static async Task<double> AllocatedAsync(HttpClient http) =>
        double.Parse(await http.GetStringAsync(new Uri("/allocated", UriKind.Relative)), CultureInfo.InvariantCulture);

    // Creates a request with each header that the service sends with a user event. See docs/protocols/event-handler.md#41-headers-of-each-event.
    private static byte[] CreateRequest(Uri address, string path) => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nce-specversion: 1.0\r\nce-awpsversion: 1.0\r\nce-type: azure.webpubsub.user.message\r\n"
        + "ce-source: /hubs/chat/client/conn-1\r\nce-id: 2\r\nce-time: 2026-09-20T08:00:00Z\r\nce-connectionId: conn-1\r\nce-hub: chat\r\n"
        + "ce-eventName: message\r\nce-userId: alice\r\nce-subprotocol: json.webpubsub.azure.v1\r\n"
        + $"ce-signature: {EventSignature.Create("conn-1", Key)}\r\nWebHook-Request-Origin: localhost\r\n"
        + $"x-ms-client-request-id: 2f0c6a1e-5f0b-4a34-9d0c-0d5a1c6f1c77\r\nce-connectionState: {State}\r\n"
        + "Content-Type: text/plain; charset=utf-8\r\nContent-Length: 11\r\n\r\nhello world");
}
