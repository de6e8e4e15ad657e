// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;

namespace WebPubSub;

/// <summary>Validator that stops the application at startup if its options are invalid.</summary>
internal sealed class WebPubSubOptionsValidator : IValidateOptions<WebPubSubOptions>
{
    public ValidateOptionsResult Validate(string? name, WebPubSubOptions options)
    {
        string of = string.IsNullOrEmpty(name) ? "" : $" of '{name}'";
        string[] failures = [.. FindFailures(options).Select(failure => $"{nameof(WebPubSubOptions)}.{failure.Setting}{of} {failure.Reason}")];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<(string Setting, string Reason)> FindFailures(WebPubSubOptions options)
    {
        if (options.ServiceEndpoint is null && !options.DangerouslyAllowUnverifiedEvents)
        {
            yield return (nameof(options.ServiceEndpoint), "is not set. Pass a connection string, a configuration section, or options that set it to AddWebPubSub or AddKeyedWebPubSub. If the application reads ConnectionStrings:WebPubSub, "
                + "set the environment variable ConnectionStrings__WebPubSub. "
                + "An application that only receives events can start without one if it sets DangerouslyAllowUnverifiedEvents. Anyone who can reach it can then raise events.");
        }

        if (options.FailoverEndpoints.Contains(null!))
        {
            yield return (nameof(options.FailoverEndpoints), "contains null.");
        }
        else if (options.Endpoints.DistinctBy(endpoint => endpoint.Endpoint).Count() < options.Endpoints.Count)
        {
            yield return (nameof(options.FailoverEndpoints), "contains an endpoint twice.");
        }

        if (options.AdditionalAccessKeys.Any(string.IsNullOrEmpty))
        {
            yield return (nameof(options.AdditionalAccessKeys), "contains an empty key.");
        }

        if (options.AllowedEndpoints.FirstOrDefault(endpoint => WebPubSubOptions.HostOf(endpoint) is null) is { } bad)
        {
            yield return (nameof(options.AllowedEndpoints), $"contains '{bad}', which is neither a host nor an http or https URL.");
        }

        if (options.MaxEventBodySize <= 0)
        {
            yield return (nameof(options.MaxEventBodySize), "must be positive.");
        }
    }
}
