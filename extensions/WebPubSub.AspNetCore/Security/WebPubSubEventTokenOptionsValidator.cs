// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;

namespace WebPubSub.AspNetCore.Security;

/// <summary>Validator that stops the application at startup if the token options are incomplete or unsafe.</summary>
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
            yield return $"{Type}.{nameof(options.TenantId)} is not set. Set it to the tenant ID of the resource's managed identity.";
        }

        if (options.Authority is { } authority && !IsSafe(authority))
        {
            yield return $"{Type}.{nameof(options.Authority)} must be an https URL.";
        }

        if (options.Audiences.Count == 0 || options.Audiences.Any(string.IsNullOrWhiteSpace))
        {
            yield return $"{Type}.{nameof(options.Audiences)} has no audience. Add the application ID or URI of the event handler settings.";
        }

        if (options.AllowedCallers.Count == 0 || options.AllowedCallers.Any(string.IsNullOrWhiteSpace))
        {
            yield return $"{Type}.{nameof(options.AllowedCallers)} has no caller. Add the client ID or object ID of the resource's managed identity.";
        }
    }

    // The keys come from this URL. An attacker who can change the response can sign tokens, so http is safe only on this machine.
    private static bool IsSafe(string authority) =>
        Uri.TryCreate(authority, UriKind.Absolute, out Uri? uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
