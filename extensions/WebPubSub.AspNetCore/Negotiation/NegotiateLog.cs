// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Logging;

namespace WebPubSub.AspNetCore.Negotiation;

internal static partial class NegotiateLog
{
    [LoggerMessage(1, LogLevel.Warning, "Rejected a negotiate call for hub '{Hub}', 401: the caller is not authenticated. If the endpoint requires authorization, check the credentials of the caller. Otherwise call RequireAuthorization on the endpoint, set a default authentication scheme, or set WebPubSubNegotiateOptions.AllowAnonymous.", EventName = "NotAuthenticated")]
    public static partial void NotAuthenticated(this ILogger logger, string hub);

    [LoggerMessage(2, LogLevel.Warning, "Rejected a negotiate call for hub '{Hub}', 403: the user has none of the claims {ClaimTypes}. Set WebPubSubNegotiateOptions.UserIdClaimTypes to the claim that contains the user ID.", EventName = "NoUserId")]
    public static partial void NoUserId(this ILogger logger, string hub, string claimTypes);

    [LoggerMessage(3, LogLevel.Warning, "Rejected a negotiate call for hub '{Hub}', 403: a page of {Origin} called with the cookies of the user. If this site belongs to you, add it to WebPubSubNegotiateOptions.AllowedOrigins.", EventName = "ForeignOrigin")]
    public static partial void ForeignOrigin(this ILogger logger, string hub, string origin);

    [LoggerMessage(4, LogLevel.Information, "Rejected a negotiate call for hub '{Hub}', 403: OnNegotiate rejected it.", EventName = "NegotiateRejected")]
    public static partial void NegotiateRejected(this ILogger logger, string hub);

    [LoggerMessage(5, LogLevel.Warning, "Rejected a negotiate call for hub '{Hub}', 403: a claim of the type {ClaimType} contains an invalid group name. A group name has 1 to 1,024 characters.", EventName = "InvalidGroup")]
    public static partial void InvalidGroup(this ILogger logger, string hub, string claimType);
}
