// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>Accepts a client. What is <see langword="null"/> stays as the client's token says.</summary>
/// <remarks>Protocol reference: event handler, section 13.1.</remarks>
public class ConnectEventResponse : ConnectionStateResponse
{
    /// <summary>Accepts the client as its token says.</summary>
    public ConnectEventResponse()
    {
    }

    /// <summary>Accepts the client.</summary>
    /// <param name="userId">The user; the empty string makes the client anonymous.</param>
    /// <param name="groups">The groups to start in. An empty list changes nothing.</param>
    /// <param name="subprotocol">The subprotocol to speak; one that the client offered.</param>
    /// <param name="roles">The roles, replacing those of the token. An empty list takes them all away.</param>
    public ConnectEventResponse(string? userId, IEnumerable<string>? groups, string? subprotocol, IEnumerable<string>? roles)
    {
        UserId = userId;
        Groups = groups?.ToArray();
        Subprotocol = subprotocol;
        Roles = roles?.ToArray();
    }

    /// <summary>Gets or sets the user; the empty string makes the client anonymous.</summary>
    public string? UserId { get; set; }

    /// <summary>Gets or sets the groups to start in. An empty array changes nothing.</summary>
    public string[]? Groups { get; set; }

    /// <summary>Gets or sets the subprotocol to speak; one that the client offered.</summary>
    public string? Subprotocol { get; set; }

    /// <summary>Gets or sets the roles, replacing those of the token. An empty array takes them all away.</summary>
    public string[]? Roles { get; set; }

    /// <summary>Gets the refusal that this answer stands for, or <see langword="null"/> when it accepts.</summary>
    public EventErrorResponse? Error { get; private init; }

    /// <summary>Lets a hub return a refusal where an acceptance is expected.</summary>
    /// <param name="error">The refusal.</param>
    public static implicit operator ConnectEventResponse(EventErrorResponse error) => FromEventErrorResponse(error);

    /// <summary>Wraps a refusal, for languages without conversion operators.</summary>
    /// <param name="error">The refusal.</param>
    /// <returns>An answer that refuses.</returns>
    public static ConnectEventResponse FromEventErrorResponse(EventErrorResponse error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new ConnectEventResponse { Error = error };
    }
}
