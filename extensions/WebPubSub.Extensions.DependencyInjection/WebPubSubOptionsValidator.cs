// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;

namespace WebPubSub;

/// <summary>Stops an application that does not say which service it uses.</summary>
internal sealed class WebPubSubOptionsValidator : IValidateOptions<WebPubSubOptions>
{
    public ValidateOptionsResult Validate(string? name, WebPubSubOptions options)
    {
        string[] failures = [.. FindFailures(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> FindFailures(WebPubSubOptions options)
    {
        if (options.ServiceEndpoint is null)
        {
            yield return $"{nameof(WebPubSubOptions)}.{nameof(options.ServiceEndpoint)} is not set: pass a connection string to AddWebPubSub, "
                + "or set it in AddWebPubSub(options => ...).";
        }

        if (options.AdditionalAccessKeys.Any(string.IsNullOrEmpty))
        {
            yield return $"{nameof(WebPubSubOptions)}.{nameof(options.AdditionalAccessKeys)} has an empty key.";
        }

        if (options.MaxEventBodySize <= 0)
        {
            yield return $"{nameof(WebPubSubOptions)}.{nameof(options.MaxEventBodySize)} must be positive.";
        }
    }
}
