// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Options;

namespace WebPubSub.Aspire;

/// <summary>
/// Names the missing connection string if the application starts without an endpoint. It throws, so that the general validator does not add a message with
/// another name.
/// </summary>
internal sealed class MissingConnection(string resource, string connectionName) : IValidateOptions<WebPubSubOptions>
{
    public string Resource => resource;

    public ValidateOptionsResult Validate(string? name, WebPubSubOptions options) =>
        name != resource || options.ServiceEndpoint is not null || options.DangerouslyAllowUnverifiedEvents
            ? ValidateOptionsResult.Skip
            : throw new OptionsValidationException(resource, typeof(WebPubSubOptions), [$"The connection string '{connectionName}' of Azure Web PubSub is missing. Start the application from its app host, which passes the connection string with WithReference, or set ConnectionStrings__{connectionName} or {ConnectionSettings.SectionName}:Endpoint."]);
}
