// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

using Aspire.Hosting.ApplicationModel;

namespace WebPubSub.Aspire.Hosting.Connections;

/// <summary>The connection string of an existing resource: a parameter with a connection string or with an endpoint.</summary>
internal sealed class ExistingConnection(ParameterResource parameter) : IConnection, IValueWithReferences
{
    public ParameterResource Parameter => parameter;

    public string ValueExpression => ((IManifestExpressionProvider)parameter).ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [parameter];

    // An endpoint alone stands for Microsoft Entra ID. With the key word, a hub can follow.
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        string? value = (await parameter.GetValueAsync(cancellationToken))?.Trim().TrimEnd(';');
        return Uri.TryCreate(value, UriKind.Absolute, out Uri? endpoint) && (endpoint.Scheme == Uri.UriSchemeHttps || endpoint.Scheme == Uri.UriSchemeHttp)
            ? "Endpoint=" + value
            : value;
    }
}
