using System.Net.Http.Json;
using WebPubSub;
using WebPubSub.Client;

namespace Company.Worker1;

/// <summary>Gets the URL of the client. The client asks for a new URL for each connection, because the token in the URL expires.</summary>
internal static class WorkerCredential
{
    public static WebPubSubClientCredential Create(WorkerOptions options, string? connectionString) =>
        string.IsNullOrEmpty(connectionString) ? Negotiate(options) : CreateToken(options, connectionString);

    // The server signs the worker in with a name only. Replace this with the sign-in of your server, such as a bearer token.
    private static WebPubSubClientCredential Negotiate(WorkerOptions options)
    {
        var http = new HttpClient { BaseAddress = options.Server }; // keeps the cookie of the sign-in
        var negotiate = new WebPubSubNegotiateCredential(http, new Uri("/negotiate", UriKind.Relative));
        return new WebPubSubClientCredential(async cancellationToken =>
        {
            using HttpResponseMessage response = await http.PostAsJsonAsync("/sign-in", new { name = options.UserId }, cancellationToken);
            response.EnsureSuccessStatusCode();
            return await negotiate.GetClientAccessUriAsync(cancellationToken);
        });
    }

    // A worker that has the connection string creates the token by itself. Never give a connection string to a program of a user.
    private static WebPubSubClientCredential CreateToken(WorkerOptions options, string connectionString)
    {
        var service = new WebPubSubServiceClient(connectionString, options.Hub);
        return new WebPubSubClientCredential(async cancellationToken => await service.GetClientAccessUriAsync(
            new ClientAccessOptions { UserId = options.UserId, Groups = { options.Group }, Roles = { WebPubSubRole.SendToGroup(options.Group) } },
            cancellationToken));
    }
}
