// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;

namespace WebPubSub.AspNetCore.Security;

/// <summary>Stops an application that would accept tokens of anybody, or of nobody.</summary>
internal sealed class WebPubSubEventTokenOptionsValidator : IValidateOptions<WebPubSubEventTokenOptions>
{
    public ValidateOptionsResult Validate(string? name, WebPubSubEventTokenOptions options)
    {
        string[] failures = options.IsEnabled ? [.. FindFailures(options)] : [];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> FindFailures(WebPubSubEventTokenOptions options)
    {
        const string Type = nameof(WebPubSubEventTokenOptions);
        if (string.IsNullOrWhiteSpace(options.TenantId) && string.IsNullOrWhiteSpace(options.Authority))
        {
            yield return $"{Type}.{nameof(options.TenantId)} is not set: name the tenant of the resource's managed identity.";
        }

        if (options.Authority is { } authority && !IsSafe(authority))
        {
            yield return $"{Type}.{nameof(options.Authority)} must be an https address.";
        }

        if (options.Audiences.Count == 0 || options.Audiences.Any(string.IsNullOrWhiteSpace))
        {
            yield return $"{Type}.{nameof(options.Audiences)} has no audience: add the application id or URI that the event handler setting names.";
        }

        if (options.AllowedCallers.Count == 0 || options.AllowedCallers.Any(string.IsNullOrWhiteSpace))
        {
            yield return $"{Type}.{nameof(options.AllowedCallers)} has no caller: add the client id or object id of the resource's managed identity.";
        }
    }

    // Who can change what is fetched from there can sign tokens.
    private static bool IsSafe(string authority) =>
        Uri.TryCreate(authority, UriKind.Absolute, out Uri? uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
