// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace WebPubSub;

/// <summary>
/// The cause and the fix of common mistakes. The live page, the logs, the <c>diagnose</c> command and the exceptions use these sentences, so that the same mistake has the same
/// explanation everywhere. Each sentence has its symptom in docs/troubleshooting.md.
/// </summary>
internal static class Explanation
{
    public const string NoToken = "The request has no access token. Clients use the URL that GetClientAccessUriAsync returns, and REST calls have an Authorization header.";

    public const string WrongKey =
        "The token is signed with another access key. Use the AccessKey of this service: the emulator prints its connection string when it starts, and the Azure portal shows it under Keys.";

    public const string MalformedToken = "The access token is malformed: it is not a JSON Web Token, or a part of it is missing. Use the token as it was returned, and escape it in a URL.";

    public const string WrongAlgorithm = "The token is not signed with the algorithm HS256. Create tokens with GetClientAccessUriAsync.";

    public const string WrongClientPath = "There is no client endpoint at this path. Clients connect to /client/hubs/{hub}. Use the URL that GetClientAccessUriAsync returns.";

    public const string WrongHandlerPath = "No hub is mapped at this path. Compare the path of the event handler with the path of MapWebPubSubHub.";

    public const string ClientNotFound = $"{WrongClientPath} If the path is right, the event handler answered the connect event with 404: {WrongHandlerPath}";

    public const string Redirect = "The application redirects, and the service does not follow redirects. Use the final URL, or remove UseHttpsRedirection for this path.";

    public const string WrongSignature = "No signature of the event matches. Use the connection string of the service that sends the event: its AccessKey signs the event.";

    public const string SlowHandlerAdvice = "Look for a blocking call or a slow dependency in the hub method. The next message of the client waits for the answer.";

    public static string ExpiredToken(DateTime expires, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"The token expired at {expires:u}, and the time of the service is {now.UtcDateTime:u}. Create a new token for each connection, and check the clock of the machine that creates it.");

    public static string EarlyToken(DateTime notBefore, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture, $"The token is not valid before {notBefore:u}, and the time of the service is {now.UtcDateTime:u}. Check the clock of the machine that creates it.");

    public static string TokenOfAnotherHub(string tokenHub, string hub) => $"The token is for hub '{tokenHub}', but the client connects to hub '{hub}'. Create the URL for the hub that the client uses.";

    public static string WrongAudience(string audience, string address) =>
        $"The audience of the token is {audience}, but the request was sent to '{address}'. Use the endpoint of the connection string, and keep the host in proxies.";

    public static string UnknownHub(string hub, IEnumerable<string> known) =>
        $"Hub '{hub}' is unknown here. Known hubs: {string.Join(", ", known.Select(name => $"'{name}'"))}. Compare the names of AddHub, of the service's settings and of the client's URL.";

    public static string UnknownSubprotocol(IEnumerable<string> offered) =>
        $"The service does not know the subprotocol {string.Join(", ", offered.Select(name => $"'{name}'"))}. It knows json.webpubsub.azure.v1, json.reliable.webpubsub.azure.v1, "
        + "protobuf.webpubsub.azure.v1 and protobuf.reliable.webpubsub.azure.v1.";

    /// <param name="operation">The operation, such as "join".</param>
    /// <param name="group">The group.</param>
    public static string MissingRole(string operation, string group)
    {
        string role = operation switch
        {
            "join" or "leave" => "webpubsub.joinLeaveGroup",
            "send to" or "stream to" => "webpubsub.sendToGroup",
            "set its state in" => "webpubsub.setGroupState",
            _ => "webpubsub.getGroupState",
        };
        return $"The client does not have permission to {operation} group '{group}'. It needs the role {role} or {role}.{group}: add it to the client's token, to the answer of the connect event, or grant the permission.";
    }

    public static string MessageTooBig(long limit, long? size = null) => string.Create(
        CultureInfo.InvariantCulture,
        $"The message is too big: {(size is null ? "" : $"it has {size:N0} bytes, and ")}the limit is {limit:N0} bytes. Send a smaller message, or a link to the content.");

    public static string SlowHandler(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"The event handler has not answered for {duration.TotalSeconds:0} s.");

    /// <summary>Explains a failed TLS handshake: the certificate is not trusted, or the program at the port speaks http.</summary>
    public static string FailedTls(Uri endpoint, Exception exception) =>
        exception.GetBaseException().Message.Contains("certificate", StringComparison.OrdinalIgnoreCase)
            ? $"The certificate of {endpoint.Authority} is not trusted on this machine. Trust it ('dotnet dev-certs https --trust' trusts the development certificate), or use an http URL."
            : $"{endpoint.Authority} does not answer with TLS. If it uses http, change the URL to {(endpoint.Scheme == "wss" ? "ws" : "http")}://{endpoint.Authority}.";

    public static string UnknownHost(Uri endpoint) => $"The host '{endpoint.Host}' is unknown. Correct the host name, or check the DNS settings of this machine.";

    // The authority of a URI has no user information, which can be a secret.
    public static string NotRunning(Uri endpoint) => endpoint.IsLoopback
        ? $"No program listens at {endpoint.Scheme}://{endpoint.Authority}. Start the emulator with 'webpubsub-emulator', or with AddDevelopmentEmulator() in the application, or correct the port."
        : $"No program listens at {endpoint.Scheme}://{endpoint.Authority}. Check the endpoint of the connection string, the network, and the firewall of the resource.";
}
