// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>A response that accepts a client. For a property that is <see langword="null"/>, the access token of the client decides.</summary>
public class ConnectEventResponse : ConnectionStateResponse
{
    /// <summary>Creates a response that accepts the client with the values of its access token.</summary>
    public ConnectEventResponse()
    {
    }

    /// <summary>Creates a response that accepts the client.</summary>
    /// <param name="userId">The user ID. The empty string makes the client anonymous.</param>
    /// <param name="groups">The groups that the client joins. An empty list keeps the groups of the access token.</param>
    /// <param name="subprotocol">The subprotocol, which the client must have offered.</param>
    /// <param name="roles">The roles, which replace those of the access token. An empty list removes them all.</param>
    public ConnectEventResponse(string? userId, IEnumerable<string>? groups, string? subprotocol, IEnumerable<string>? roles)
    {
        UserId = userId;
        Groups = groups?.ToArray();
        Subprotocol = subprotocol;
        Roles = roles?.ToArray();
    }

    /// <summary>Gets or sets the user ID. The empty string makes the client anonymous.</summary>
    public string? UserId { get; set; }

    /// <summary>Gets or sets the groups that the client joins. An empty array keeps the groups of the access token.</summary>
    public string[]? Groups { get; set; }

    /// <summary>Gets or sets the subprotocol, which the client must have offered.</summary>
    public string? Subprotocol { get; set; }

    /// <summary>Gets or sets the roles, which replace those of the access token. An empty array removes them all.</summary>
    public string[]? Roles { get; set; }

    /// <summary>Gets the error that this response wraps, or <see langword="null"/> if it accepts the client.</summary>
    public EventErrorResponse? Error { get; private init; }

    /// <summary>Returns a copy of this response with other groups, for a filter: a hub can return one response object for all clients.</summary>
    /// <param name="groups">The groups that the client joins.</param>
    /// <returns>The copy.</returns>
    public ConnectEventResponse WithGroups(IEnumerable<string> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var copy = (ConnectEventResponse)MemberwiseClone();
        copy.Groups = [.. groups];
        return copy;
    }

    /// <summary>Converts an error to a response, so that a hub can return it.</summary>
    /// <param name="error">The error.</param>
    public static implicit operator ConnectEventResponse(EventErrorResponse error) => FromEventErrorResponse(error);

    /// <summary>Converts an error to a response, for languages without conversion operators.</summary>
    /// <param name="error">The error.</param>
    /// <returns>The response.</returns>
    public static ConnectEventResponse FromEventErrorResponse(EventErrorResponse error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new ConnectEventResponse { Error = error };
    }
}
