// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Net;
using HttpTrigger;
using WebPubSub;

// A minimal function host. It converts HTTP requests into calls of the trigger.
const string ConnectionString = "Endpoint=http://localhost:8080;AccessKey=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH;Version=1.0;";
string address = args.Length > 0 ? args[0] : "http://localhost:5081/";
var trigger = new EventTrigger(
    new WebPubSubServiceEndpoint(Environment.GetEnvironmentVariable("ConnectionStrings__WebPubSub") ?? ConnectionString), "echo", () => new EchoHub());

using var listener = new HttpListener { Prefixes = { address } };
listener.Start();
Console.WriteLine($"Events are received at {address}");
while (true)
{
    HttpListenerContext http = await listener.GetContextAsync();
    try
    {
        await AnswerAsync(http);
    }
#pragma warning disable CA1031 // one failed request must not stop the host
    catch (Exception exception)
#pragma warning restore CA1031
    {
        Console.Error.WriteLine(exception.Message);
        http.Response.Abort();
    }
}

async Task AnswerAsync(HttpListenerContext http)
{
    var headers = http.Request.Headers.AllKeys.OfType<string>()
        .ToDictionary(name => name, name => http.Request.Headers.GetValues(name) ?? [], StringComparer.OrdinalIgnoreCase);
    TriggerResponse response = await trigger.RunAsync(
        new TriggerRequest(http.Request.HttpMethod, headers, http.Request.InputStream), CancellationToken.None);

    http.Response.StatusCode = response.Status;
    http.Response.ContentType = response.ContentType;
    foreach ((string name, string value) in response.Headers)
    {
        http.Response.AddHeader(name, value);
    }

    http.Response.Close(response.Body?.ToArray() ?? [], willBlock: false);
}
