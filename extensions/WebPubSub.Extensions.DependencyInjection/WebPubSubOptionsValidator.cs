// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;

namespace WebPubSub;

/// <summary>Stops an application that does not say which service it uses.</summary>
internal sealed class WebPubSubOptionsValidator : IValidateOptions<WebPubSubOptions>
{
    public ValidateOptionsResult Validate(string? name, WebPubSubOptions options) =>
        options.ServiceEndpoint is not null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{nameof(WebPubSubOptions)}.{nameof(options.ServiceEndpoint)} is not set: pass a connection string to AddWebPubSub, "
                + "or set it in AddWebPubSub(options => ...).");
}
