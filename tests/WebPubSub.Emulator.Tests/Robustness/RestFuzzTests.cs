// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using WebPubSub.TestUtilities;

namespace WebPubSub.Emulator.Tests;

/// <summary>Broken REST requests. The emulator answers each request, no answer is 5xx, and the requests do not leak memory.</summary>
[Collection(nameof(NonParallelTests))]
public sealed class RestFuzzTests : EmulatorTest
{
    private const int Requests = 100_000;
    private const int Callers = 8;
    private const string OddCharacters = "%/\\'()\"[]{}:;,.?&=+ \u00e9x0";
    private const long MemoryAllowance = 64 * 1024 * 1024;

    private static readonly string[] Methods = ["POST", "POST", "POST", "PUT", "DELETE", "HEAD", "GET", "PATCH"];

    private static readonly string[] Paths =
    [
        "/:send", "/users/u/:send", "/connections/c/:send", "/groups/g/:send", "/connections/c", "/users/u", "/groups/g", "/:closeConnections",
        "/groups/g/:closeConnections", "/users/u/:closeConnections", "/groups/g/connections/c", "/users/u/groups/g", "/connections/c/groups", "/users/u/groups",
        "/:addToGroups", "/:removeFromGroups", "/permissions/sendToGroup/connections/c", "/groups/g/connections", "/:generateToken",
    ];

    private static readonly string[] Queries =
    [
        "api-version=2024-12-01", "api-version=1", "filter=userId%20eq%20'a'", "filter=length(groups)%20gt%201%20and%20not%20('g'%20in%20groups)", "messageTtlSeconds=60",
        "messageTtlSeconds=-1", "excluded=a", "reason=why", "targetName=g", "maxpagesize=1", "top=2", "continuationToken=abc", "minutesToExpire=5", "role=r", "group=g",
        "clientType=Default", "userId=u",
    ];

    private static readonly string[] Headers =
    [
        "Content-Type: text/plain", "Content-Type: application/json", "Content-Type: application/json; charset=utf-16", "Content-Type: x/y; charset=\"", "X-WebPubSub-Metadata-Trace: 1",
        "X-WebPubSub-Metadata-: 1", "X-WebPubSub-Metadata-\u00e9: 1", "X-WebPubSub-Metadata-k: a, b", "Upgrade: websocket", "Transfer-Encoding: chunked",
    ];

    private static readonly string[] Bodies =
        ["hello", """{"groups":["a","b"],"filter":"userId eq 'a'"}""", """{"groups":null}""", "[1,2", "\"\\ud800\"", "", new('[', 500)];

    private readonly CapturedLogs _failures = new();
    private string _token = "";

    protected override WebPubSubEmulatorOptions CreateOptions() => new()
    {
        Port = 0,
        LoggerFactory = LoggerFactory.Create(logging => logging.AddProvider(_failures).SetMinimumLevel(LogLevel.Error)),
    };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _token = Emulator.CreateIdentityToken(); // valid for every path, so that most requests pass the authentication
    }

    [Fact]
    public async Task HundredThousandBrokenRequests_DoNotAffectOtherClients()
    {
        var statuses = new ConcurrentDictionary<int, int>();
        using TestSocket ann = await ConnectJsonAsync("u", groups: ["g"]);
        Task reading = ReadAsync(ann);
        await CallAsync(seed: 1, Requests / 10, statuses);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await CallAsync(seed: 1000, Requests - (Requests / 10), statuses);

        await TestTimeout.UntilMemoryHasGrownByLessThanAsync(MemoryAllowance, before);
        statuses.Values.Sum().Should().Be(Requests);
        statuses.Keys.Should().NotContain(status => status >= 500, _failures.All);
        statuses.Should().ContainKeys(200, 202, 204, 400, 401, 404, 405, 415);
        using TestSocket bob = await ConnectJsonAsync("bob", groups: ["chat"]);
        (await SendAsync("POST", "/api/hubs/chat/groups/chat/:send", "hello")).EnsureSuccessStatusCode();
        (await bob.ReceiveTextAsync()).Should().Contain("hello");
        ann.Abort();
        await reading;
    }

    private Task CallAsync(int seed, int count, ConcurrentDictionary<int, int> statuses) => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
    {
        var random = new Random(seed + caller);
        using var client = new RawHttpClient(Emulator.Endpoint);
        for (int i = 0; i < count / Callers; i++)
        {
            (byte[] request, bool isShort) = Create(random);
            int status = await client.SendAsync(request, isCutOff: isShort || random.Next(100) == 0);
            statuses.AddOrUpdate(status, 1, (_, sum) => sum + 1);
        }
    })));

    private (byte[] Request, bool IsShort) Create(Random random)
    {
        string path = "/api/hubs/" + (random.Next(10) == 0 ? Mutate("chat", random) : "chat") + Pick(Paths, random);
        path = random.Next(3) == 0 ? Mutate(path, random) : path;
        string query = string.Join('&', Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(3) == 0 ? Mutate(Pick(Queries, random), random) : Pick(Queries, random)));
        string body = random.Next(3) == 0 ? Mutate(Pick(Bodies, random), random) : Pick(Bodies, random);
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        int length = random.Next(50) == 0 ? random.Next(-1, 10) : bytes.Length;
        var request = new StringBuilder($"{Pick(Methods, random)} {path}?{query} HTTP/1.1\r\nHost: {Emulator.Endpoint.Authority}\r\n");
        string? token = random.Next(10) switch { 0 => null, 1 => Mutate(_token, random), _ => _token };
        request.Append(token is null ? "" : $"Authorization: Bearer {token}\r\n");
        for (int i = random.Next(3); i > 0; i--)
        {
            request.Append(Pick(Headers, random)).Append("\r\n");
        }

        request.Append($"Content-Length: {length}\r\n\r\n");
        return ([.. Encoding.Latin1.GetBytes(request.ToString()), .. bytes], length > bytes.Length);
    }

    private static string Pick(string[] choices, Random random) => choices[random.Next(choices.Length)];

    private static string Mutate(string text, Random random)
    {
        var mutated = new StringBuilder(text);
        for (int i = random.Next(3); i >= 0 && mutated.Length > 0; i--)
        {
            int at = random.Next(mutated.Length);
            switch (random.Next(4))
            {
                case 0:
                    mutated[at] = OddCharacters[random.Next(OddCharacters.Length)];
                    break;
                case 1:
                    mutated.Remove(at, 1);
                    break;
                case 2:
                    mutated.Insert(at, ((string[])["%2F", "%00", "%ff", "..", "//", "'", "%20", "%E4%BD%A0"])[random.Next(8)]);
                    break;
                default:
                    mutated.Insert(at, mutated.ToString(at, random.Next(mutated.Length - at)));
                    break;
            }
        }

        return mutated.ToString();
    }

    private static async Task ReadAsync(TestSocket socket)
    {
        try
        {
            while ((await socket.ReceiveAsync()).Type != System.Net.WebSockets.WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception exception) when (exception is System.Net.WebSockets.WebSocketException or OperationCanceledException)
        {
            // The end of the test.
        }
    }
}
