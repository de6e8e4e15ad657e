// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace WebPubSub.Benchmarks.Client;

/// <summary>A comparison of the service client with a bare HttpClient, a bare HMAC and the official JavaScript SDK.</summary>
internal static class ClientBenchmark
{
    private const string Key = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";
    private const int InFlight = 32;
    private static readonly byte[] Message = """{"from":"server","text":"exactly forty"}"""u8.ToArray();

    public static async Task RunAsync()
    {
        using Process stub = Child.Start(Environment.ProcessPath!, "stub");
        try
        {
            var address = new Uri((await stub.StandardOutput.ReadLineAsync())!);
            (Measurement send, Measurement bareSend) = await CompareSendsAsync(address);
            (Measurement sendBeside, Measurement pipelineSend) = await CompareWithPipelineAsync(address);
            (Measurement token, Measurement bareToken) = await CompareTokensAsync();
            (double jsSend, double jsToken) = await MeasureJavaScriptAsync(address);
            (Measurement together, Measurement oneByOne, Measurement toAll) = await ManyReceiversBenchmark.RunAsync(connected: ManyReceiversBenchmark.Users);
            (Measurement togetherOfFew, Measurement oneByOneOfFew, _) = await ManyReceiversBenchmark.RunAsync(connected: 50);
            Ratio.Print("send, rate", send.PerSecond, bareSend.PerSecond, "at least 0.85 of a bare HttpClient that signs a token");
            Ratio.Print("send, bytes allocated", send.BytesEach, bareSend.BytesEach, "at most 1.20 of the same");
            Ratio.Print("send, rate", sendBeside.PerSecond, pipelineSend.PerSecond, "at least 0.90 of a bare pipeline of Azure.Core that signs a token");
            Ratio.Print("send, bytes allocated", sendBeside.BytesEach, pipelineSend.BytesEach, "at most 1.10 of the same");
            const string OfEach = "at least 20 times the users per second of one send for each user";
            Ratio.Print("send to 1,000 users", together.PerSecond, oneByOne.PerSecond, OfEach);
            Ratio.Print("the same with 1 send", toAll.PerSecond, oneByOne.PerSecond, "one send to the hub, without a filter: what the deliveries alone allow");
            Ratio.Print("50 of 1,000 connected", togetherOfFew.PerSecond, oneByOneOfFew.PerSecond, OfEach);
            Ratio.Print("client access URI, rate", token.PerSecond, bareToken.PerSecond, "at least 0.80 of a bare HMAC");
            Ratio.Print("send, rate", send.PerSecond, jsSend, "beside the official JavaScript SDK");
            Ratio.Print("client access URI, rate", token.PerSecond, jsToken, "beside the official JavaScript SDK");
        }
        finally
        {
            stub.Kill();
        }
    }

    private static async Task<(Measurement Ours, Measurement Bare)> CompareSendsAsync(Uri address)
    {
        var client = new WebPubSubServiceClient(address, "chat", new AzureKeyCredential(Key));
        BinaryData data = BinaryData.FromBytes(Message);
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler);
        byte[] key = Encoding.UTF8.GetBytes(Key);
        string url = new Uri(address, "/api/hubs/chat/:send?api-version=2024-12-01").AbsoluteUri;
        return await Measurement.CompareAsync(
            () => client.SendToAllAsync(data, ContentType.ApplicationJson),
            async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, url)
                {
                    Content = new ByteArrayContent(Message) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
                };
                request.Headers.Authorization = new AuthenticationHeaderValue(
                    "Bearer", BareSigner.Sign(key, json => json.WriteString("aud", url)));
                using HttpResponseMessage response = await http.SendAsync(request);
                response.EnsureSuccessStatusCode();
            },
            InFlight);
    }

    // The bare side is the minimal client that supports the options of the Azure SDK.
    private static async Task<(Measurement Ours, Measurement Bare)> CompareWithPipelineAsync(Uri address)
    {
        var client = new WebPubSubServiceClient(address, "chat", new AzureKeyCredential(Key));
        BinaryData data = BinaryData.FromBytes(Message);
        byte[] key = Encoding.UTF8.GetBytes(Key);
        var url = new Uri(address, "/api/hubs/chat/:send?api-version=2024-12-01");
        HttpPipeline pipeline = HttpPipelineBuilder.Build(new WebPubSubServiceClientOptions());
        return await Measurement.CompareAsync(
            () => client.SendToAllAsync(data, ContentType.ApplicationJson),
            async () =>
            {
                using HttpMessage message = pipeline.CreateMessage();
                message.Request.Method = RequestMethod.Post;
                message.Request.Uri.Reset(url);
                message.Request.Headers.SetValue("Content-Type", "application/json");
                message.Request.Headers.SetValue("Accept", "application/json");
                message.Request.Headers.SetValue("Authorization", "Bearer " + BareSigner.Sign(key, json => json.WriteString("aud", url.AbsoluteUri)));
                message.Request.Content = RequestContent.Create(data);
                await pipeline.SendAsync(message, CancellationToken.None);
            },
            InFlight);
    }

    private static Task<(Measurement Ours, Measurement Bare)> CompareTokensAsync()
    {
        var client = new WebPubSubServiceClient(new Uri("https://demo.webpubsub.azure.com"), "chat", new AzureKeyCredential(Key));
        byte[] key = Encoding.UTF8.GetBytes(Key);
        string[] roles = ["webpubsub.sendToGroup", "webpubsub.joinLeaveGroup.room"];
        string[] groups = ["room"];
        return Measurement.CompareAsync(
            () =>
            {
                client.GetClientAccessUri(TimeSpan.FromMinutes(5), "ann", roles, groups);
                return Task.CompletedTask;
            },
            () =>
            {
                _ = new Uri("wss://demo.webpubsub.azure.com/client/hubs/chat?access_token=" + BareSigner.Sign(key, json =>
                {
                    json.WriteString("aud", "https://demo.webpubsub.azure.com/client/hubs/chat");
                    json.WriteString("sub", "ann");
                    json.WriteStartArray("role");
                    json.WriteStringValue(roles[0]);
                    json.WriteStringValue(roles[1]);
                    json.WriteEndArray();
                    json.WriteStartArray("webpubsub.group");
                    json.WriteStringValue(groups[0]);
                    json.WriteEndArray();
                }));
                return Task.CompletedTask;
            },
            inFlight: 1);
    }

    private static async Task<(double Send, double Token)> MeasureJavaScriptAsync(Uri address)
    {
        using Process node = Child.StartScript(
            "service-client-bench.mjs", $"Endpoint={address};AccessKey={Key};Version=1.0;", InFlight.ToString(CultureInfo.InvariantCulture));
        string[] figures = (await node.StandardOutput.ReadToEndAsync()).Split(' ', '\n');
        return (double.Parse(figures[0], CultureInfo.InvariantCulture), double.Parse(figures[1], CultureInfo.InvariantCulture));
    }
}
