// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Text.Json.Serialization;
using Azure;
using Azure.Core;

namespace WebPubSub.IntegrationTests;

// The snippets of sdk/WebPubSub/README.md: C# versions of the examples in the documentation of the JavaScript SDK.
internal static partial class JavaScriptExamples
{
    public static WebPubSubServiceClient FromConnectionString(string connectionString)
    {
        // <connection-string>
        var service = new WebPubSubServiceClient(connectionString, "chat");
        // </connection-string>
        return service;
    }

    public static WebPubSubServiceClient FromKey(Uri endpoint, string key)
    {
        // <key>
        var service = new WebPubSubServiceClient(endpoint, "chat", new AzureKeyCredential(key));
        // </key>
        return service;
    }

    public static WebPubSubServiceClient FromIdentity(Uri endpoint, TokenCredential credential)
    {
        // <identity>
        var service = new WebPubSubServiceClient(endpoint, "chat", credential); // new DefaultAzureCredential()
        // </identity>
        return service;
    }

    public static async Task<string> GetTokenAsync(WebPubSubServiceClient service)
    {
        // <token>
        Uri uri = await service.GetClientAccessUriAsync(userId: "user1");

        ClientAccess access = await service.GetClientAccessAsync(new ClientAccessOptions
        {
            UserId = "user1",
            Groups = { "group1" },
            Roles = { "webpubsub.sendToGroup.group1" },
            ExpiresAfter = TimeSpan.FromMinutes(5),
        });
        string token = access.Token;
        // </token>
        return uri + token;
    }

    public static async Task BroadcastAsync(WebPubSubServiceClient service)
    {
        // <broadcast>
        await service.SendToAllAsJsonAsync(new { message = "Hello world!" });
        await service.SendToAllAsync("Hi there!");
        await service.SendToAllAsync(BinaryData.FromBytes([1, 2, 3]));
        // </broadcast>
    }

    public static async Task SendToGroupAsync(WebPubSubServiceClient service)
    {
        // <group>
        WebPubSubGroupClient group = service.Group("myGroup");
        await group.AddUserAsync("user1");

        await group.SendToAllAsJsonAsync(new { message = "Hello world!" });
        await group.SendToAllAsync("Hi there!");
        await group.SendToAllAsync(BinaryData.FromBytes([1, 2, 3]));
        // </group>
    }

    public static async Task SendToUserAsync(WebPubSubServiceClient service)
    {
        // <user>
        await service.SendToUserAsJsonAsync("user1", new { message = "Hello world!" });
        await service.SendToUserAsync("user1", "Hi there!");
        await service.SendToUserAsync("user1", BinaryData.FromBytes([1, 2, 3]));
        // </user>
    }

    public static async Task<bool> ManageGroupAsync(WebPubSubServiceClient service)
    {
        // <manage>
        WebPubSubGroupClient group = service.Group("myGroup");
        bool exists = await group.ExistsAsync();
        await group.CloseAllConnectionsAsync(reason: "<closeReason>");
        // </manage>
        return exists;
    }

    public static async Task FilterAsync(WebPubSubServiceClient service, string name)
    {
        // <filter>
        await service.SendToAllAsync("Not for you", new SendToAllOptions
        {
            Filter = ClientConnectionFilter.Create($"userId ne {name} and 'vip' in groups"),
        });
        // </filter>
    }

    public static async Task<int> GetRawResponseAsync(WebPubSubServiceClient service)
    {
        // <raw-response>
        Response response = await service.SendToAllAsync("Hi there!");
        int status = response.Status; // 202
        // </raw-response>
        return status;
    }

    public static async Task ListAsync(WebPubSubServiceClient service, List<string> seen)
    {
        // <list>
        await foreach (WebPubSubGroupMember member in service.Group("myGroup").ListConnectionsAsync())
        {
            seen.Add($"{member.ConnectionId} {member.UserId}");
        }
        // </list>
    }

    public static async Task SendWithGeneratedJsonAsync(WebPubSubServiceClient service)
    {
        // <aot>
        await service.SendToAllAsJsonAsync(new Greeting("Hello world!"), GreetingJson.Default.Greeting);
        // </aot>
    }

    // <fake>
    internal sealed class FakeService : WebPubSubServiceClient
    {
        public List<string> Sent { get; } = [];

        public override Task<Response> SendToAllAsync(string content, ContentType contentType = default)
        {
            Sent.Add(content);
            return Task.FromResult<Response>(new FakeResponse(202)); // derived from Response
        }
    }
    // </fake>

    internal sealed record Greeting(string Message);

    [JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Greeting))]
    internal sealed partial class GreetingJson : JsonSerializerContext;
}
